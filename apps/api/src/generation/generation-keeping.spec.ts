import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ImageRepository } from '../images/image.repository';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { GenerationPace } from './generation-pace';
import { GenerationService } from './generation.service';
import { eventually, GenerationGround, type GenerationProcess, png } from './testing/generation-process';

/** Leases so short that they must be renewed while an image is held. */
const PATIENT = new GenerationPace(4, 2, 900, 0, 60_000, 100);
const NO_CODE = '';
const HASTY = new GenerationPace(4, 2, 30_000, 0, 1500, 25);

describe('an image that was paid for, and a store that fails', () => {
  let ground: GenerationGround;
  let process: GenerationProcess;
  let alice: string;
  /** With which code the store refuses originals. */
  let refusal: string | null;
  let refused: number;
  const becomes = (id: string, status: string) => eventually(async () => { expect((await process.row(alice, id)).status).toBe(status); });
  const hasRefused = (times: number) => eventually(() => { expect(refused).toBeGreaterThanOrEqual(times); });
  const imagesOf = (id: string) => process.get(ImageRepository).ofGenerations(alice, [id]);
  const stageOf = (id: string) => process.get(GenerationEvents).liveOf(alice, id)?.stage;
  const originals = () => [...ground.store.objects.keys()].filter((name) => name.startsWith('images/'));

  const begin = async (pace: GenerationPace, count = 1): Promise<string> => {
    process = await ground.start(pace);
    alice = await process.someone();
    return process.begin(alice, { prompt: 'a lighthouse', count });
  };

  beforeEach(async () => {
    ground = await GenerationGround.make();
    refusal = null;
    refused = 0;
    const put = ground.store.put.bind(ground.store);
    ground.store.put = (key, bytes) => {
      // Thumbnails are written in the background, whenever there is time.
      if (key.area !== 'images' || refusal === null) return put(key, bytes);
      refused += 1;
      return Promise.reject(Object.assign(new Error('not now'), refusal === NO_CODE ? {} : { code: refusal }));
    };
  });
  afterEach(() => ground.clear());

  it.each(['ENOSPC', 'EIO', 'ESTALE', 'EISDIR', 'a code that nobody foresaw'])('is held and stored when the store works again after %s, having asked the provider once', async (code) => {
    const id = await begin(PATIENT);
    refusal = code;
    (await ground.generator.call(0)).succeed(await png());
    await hasRefused(2);
    expect([(await process.row(alice, id)).status, stageOf(id)]).toEqual(['running', 'saving']);
    refusal = null;
    await becomes(id, 'succeeded');

    expect([ground.generator.calls.length, (await imagesOf(id)).length, originals().length]).toEqual([1, 1, 1]);
    expect(await process.get(GenerationAttemptRepository).ofGeneration(alice, id)).toMatchObject([{ outcome: 'ok' }]);
  });

  it('keeps its lease for longer than one lasts', async () => {
    const id = await begin(PATIENT);
    refusal = 'ENOSPC';
    (await ground.generator.call(0)).succeed(await png());
    await hasRefused(1);
    await pause(PATIENT.leaseMs * 2);
    expect((await process.row(alice, id)).status).toBe('running');
    refusal = null;
    await becomes(id, 'succeeded');

    expect([(await imagesOf(id)).length, originals().length]).toEqual([1, 1]);
  });

  it('is held for as long though the clock is set ahead in between', async () => {
    const id = await begin(new GenerationPace(4, 2, 60_000, 0, 60_000, 100));
    refusal = 'ENOSPC';
    (await ground.generator.call(0)).succeed(await png());
    await hasRefused(1);
    const now = Date.now.bind(Date);
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now() + 600_000);
    await hasRefused(refused + 2);
    refusal = null;
    await becomes(id, 'succeeded');
    ahead.mockRestore();

    expect((await imagesOf(id)).length).toBe(1);
  });

  it('fails when the store never works, and leaves nothing', async () => {
    const id = await begin(HASTY, 2);
    refusal = 'ENOSPC';
    (await ground.generator.call(0)).succeed(await png(1), await png(2));
    await becomes(id, 'failed');

    expect((await process.get(GenerationService).read(alice, id)).problem).toMatchObject({ type: '/problems/storage-full' });
    expect(refused).toBeGreaterThan(2);
    expect([ground.generator.calls.length, ground.store.objects.size, await imagesOf(id)]).toEqual([1, 0, []]);
  });

  it('is not tried again for a fault of the program, which has no code of the system', async () => {
    const id = await begin(PATIENT);
    refusal = NO_CODE;
    (await ground.generator.call(0)).succeed(await png());
    await becomes(id, 'failed');

    expect(refused).toBe(1);
  });

  it('is let go when its job is cancelled', async () => {
    const id = await begin(PATIENT);
    refusal = 'ENOSPC';
    (await ground.generator.call(0)).succeed(await png());
    await hasRefused(1);
    await process.get(GenerationService).cancel(alice, id);
    await eventually(() => { expect(stageOf(id)).toBeUndefined(); });
    const before = refused;
    await pause(PATIENT.saveAgainMs * 3);

    expect((await process.row(alice, id)).status).toBe('cancelled');
    expect(refused).toBe(before);
  });

  it('does not hold the process back when it stops', async () => {
    const id = await begin(PATIENT);
    refusal = 'ENOSPC';
    (await ground.generator.call(0)).succeed(await png());
    await hasRefused(1);
    const began = Date.now();
    await process.stop();

    expect(Date.now() - began).toBeLessThan(PATIENT.savePatienceMs / 3);
    const next = await ground.start(PATIENT);
    expect((await next.row(alice, id)).status).toBe('interrupted');
  });
});
