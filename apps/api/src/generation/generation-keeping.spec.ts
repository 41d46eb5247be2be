import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImageRepository } from '../images/image.repository';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { GenerationPace } from './generation-pace';
import { GenerationService } from './generation.service';
import { eventually, GenerationGround, type GenerationProcess, png } from './testing/generation-process';

/** Leases so short that they must be renewed while an image is held. */
const PATIENT = new GenerationPace(4, 2, 900, 0, 20_000, 300);
const HASTY = new GenerationPace(4, 2, 30_000, 0, 500, 100);

describe('an image that was paid for, and a store that fails', () => {
  let ground: GenerationGround;
  let process: GenerationProcess;
  let alice: string;
  let writes: number;
  const becomes = (id: string, status: string) => eventually(async () => { expect((await process.row(alice, id)).status).toBe(status); });
  const imagesOf = (id: string) => process.get(ImageRepository).ofGenerations(alice, [id]);
  const stageOf = (id: string) => process.get(GenerationEvents).liveOf(alice, id)?.stage;

  const begin = async (pace: GenerationPace, count = 1): Promise<string> => {
    process = await ground.start(pace);
    alice = await process.someone();
    return process.begin(alice, { prompt: 'a lighthouse', count });
  };
  /** Refuses as many writes as told, then is as it was. */
  const failing = (times: number, code: string) => {
    const put = ground.store.put.bind(ground.store);
    ground.store.put = (key, bytes) => {
      writes += 1;
      return writes <= times ? Promise.reject(Object.assign(new Error('not now'), { code })) : put(key, bytes);
    };
  };

  beforeEach(async () => {
    ground = await GenerationGround.make();
    writes = 0;
  });
  afterEach(() => ground.clear());

  it.each(['ENOSPC', 'EIO'])('is held and stored when the store works again after %s, having asked the provider once', async (code) => {
    const id = await begin(PATIENT);
    failing(2, code);
    (await ground.generator.call(0)).succeed(await png());
    await eventually(() => { expect(writes).toBe(1); });
    expect([(await process.row(alice, id)).status, stageOf(id)]).toEqual(['running', 'saving']);
    await becomes(id, 'succeeded');

    expect([writes, ground.generator.calls.length, (await imagesOf(id)).length, ground.store.objects.size]).toEqual([3, 1, 1, 1]);
    expect(await process.get(GenerationAttemptRepository).ofGeneration(alice, id)).toMatchObject([{ outcome: 'ok' }]);
  });

  it('keeps its lease for longer than one lasts', async () => {
    const id = await begin(PATIENT);
    failing(6, 'ENOSPC');
    (await ground.generator.call(0)).succeed(await png());
    await becomes(id, 'succeeded');

    expect([writes, (await imagesOf(id)).length]).toEqual([7, 1]);
  });

  it('fails when the store never works, and leaves nothing', async () => {
    const id = await begin(HASTY, 2);
    failing(Infinity, 'ENOSPC');
    (await ground.generator.call(0)).succeed(await png(1), await png(2));
    await becomes(id, 'failed');

    expect((await process.get(GenerationService).read(alice, id)).problem).toMatchObject({ type: '/problems/storage-full' });
    expect(writes).toBeGreaterThan(2);
    expect([ground.generator.calls.length, ground.store.objects.size, await imagesOf(id)]).toEqual([1, 0, []]);
  });

  it('is not tried again for what will not pass', async () => {
    const id = await begin(PATIENT);
    failing(1, 'ENOTFORESEEN');
    (await ground.generator.call(0)).succeed(await png());
    await becomes(id, 'failed');

    expect(writes).toBe(1);
  });

  it('is let go when its job is cancelled', async () => {
    const id = await begin(PATIENT);
    failing(Infinity, 'ENOSPC');
    (await ground.generator.call(0)).succeed(await png());
    await eventually(() => { expect(writes).toBe(1); });
    await process.get(GenerationService).cancel(alice, id);
    await eventually(() => { expect(stageOf(id)).toBeUndefined(); });

    expect((await process.row(alice, id)).status).toBe('cancelled');
    expect(writes).toBeLessThanOrEqual(2);
  });

  it('does not hold the process back when it stops', async () => {
    const id = await begin(PATIENT);
    failing(Infinity, 'ENOSPC');
    (await ground.generator.call(0)).succeed(await png());
    await eventually(() => { expect(writes).toBe(1); });
    const began = Date.now();
    await process.stop();

    expect(Date.now() - began).toBeLessThan(5000);
    const next = await ground.start(PATIENT);
    expect((await next.row(alice, id)).status).toBe('interrupted');
  });
});
