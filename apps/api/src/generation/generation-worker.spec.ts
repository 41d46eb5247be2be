import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImageRepository } from '../images/image.repository';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationPace } from './generation-pace';
import { GenerationService } from './generation.service';
import { eventually, GenerationGround, type GenerationProcess, png } from './testing/generation-process';

describe('the generation worker', () => {
  let ground: GenerationGround;
  let process: GenerationProcess;
  let alice: string;
  const own = (id: string) => process.row(alice, id);
  const statusOf = async (id: string, owner = alice) => (await process.row(owner, id)).status;
  const ledger = (id: string, owner = alice) => process.get(GenerationAttemptRepository).ofGeneration(owner, id);
  const imagesOf = (id: string) => process.get(ImageRepository).ofGenerations(alice, [id]);
  const becomes = (id: string, status: string, owner = alice) =>
    eventually(async () => { expect(await statusOf(id, owner)).toBe(status); });

  beforeEach(async () => {
    ground = await GenerationGround.make();
    process = await ground.start();
    alice = await process.someone();
  });
  afterEach(() => ground.clear());

  it('stores the image and ends the job together, and writes what it cost', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse', quality: 'high' });
    const bytes = await png();
    (await ground.generator.call(0)).succeed(bytes);
    await becomes(id, 'succeeded');

    const [image] = await imagesOf(id);
    expect(image).toMatchObject({ owner_id: alice, prompt: 'a lighthouse', revised_prompt: 'a lighthouse, revised', model: 'manual-1', width: 64, height: 48 });
    expect(ground.store.objects.get(`images/${alice}/${image!.filename}`)).toEqual(new Uint8Array(bytes));
    expect(await ledger(id)).toMatchObject([{ outcome: 'ok', provider: 'manual', request_id: 'req_manual', input_tokens: 7, output_tokens: 11 }]);
    expect(await own(id)).toMatchObject({ images_made: 1, lease_owner: null, problem: null });
  });

  it('says durably that the provider is called before it calls', async () => {
    const seen: unknown[] = [];
    const generate = ground.generator.generate.bind(ground.generator);
    ground.generator.generate = async (request, options) => {
      seen.push(await process.db.selectFrom('generations').select('provider_started_at').executeTakeFirstOrThrow());
      return generate(request, options);
    };
    await process.begin(alice, { prompt: 'a lighthouse' });
    await ground.generator.call(0);

    expect(seen).toEqual([{ provider_started_at: expect.any(Number) }]);
  });

  it('runs as many at once as may be, and as many of one user', async () => {
    const bob = await process.someone();
    for (let n = 0; n < 5; n += 1) await process.begin(alice, { prompt: `alice ${String(n)}` });
    for (let n = 0; n < 5; n += 1) await process.begin(bob, { prompt: `bob ${String(n)}` });

    await ground.generator.call(3);
    const running = await process.db.selectFrom('generations').select(['owner_id']).where('status', '=', 'running').execute();
    expect(running.map(({ owner_id }) => owner_id).sort()).toEqual([alice, alice, bob, bob].sort());
    expect(ground.generator.calls).toHaveLength(4);
  });

  it("does not let one user's twenty jobs delay another's first, even one at a time", async () => {
    await process.stop();
    process = await ground.start(new GenerationPace(1, 1, 30_000, 0));
    const bob = await process.someone();
    for (let n = 0; n < 20; n += 1) await process.begin(alice, { prompt: `alice ${String(n)}` });
    const first = await ground.generator.call(0);
    await process.begin(bob, { prompt: 'bob' });

    first.succeed(await png());

    expect((await ground.generator.call(1)).request.prompt).toBe('bob');
    (await ground.generator.call(1)).succeed(await png());
    expect((await ground.generator.call(2)).request.prompt).toBe('alice 1');
  });

  it.each([
    [{ kind: 'refused', categories: ['violence'] }, 'prompt-refused', 'refused'],
    [{ kind: 'rate-limited', retryAfterSeconds: 9 }, 'too-many-requests', 'failed'],
    [{ kind: 'unavailable' }, 'generator-unavailable', 'failed'],
    [{ kind: 'failed' }, 'generator-failed', 'failed'],
    [{ kind: 'timeout' }, 'generator-timeout', 'timed-out'],
  ] as const)('tells %j as %s, keeps it with the job, and asks once', async (reason, problem, outcome) => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    (await ground.generator.call(0)).fail(reason);
    await becomes(id, 'failed');

    expect((await process.get(GenerationService).read(alice, id)).problem).toMatchObject({ type: `/problems/${problem}`, instance: id });
    expect(await ledger(id)).toMatchObject([{ outcome, request_id: 'req_manual' }]);
    expect(ground.generator.calls).toHaveLength(1);
    expect(ground.store.objects.size).toBe(0);
  });

  it('keeps nothing of an answer that is no image', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse', count: 2 });
    (await ground.generator.call(0)).succeed(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), (await png()).subarray(0, 60));
    await becomes(id, 'failed');

    expect(await ledger(id)).toMatchObject([{ outcome: 'failed', output_tokens: 11 }]);
    expect(await imagesOf(id)).toEqual([]);
    expect(ground.store.objects.size).toBe(0);
  });

  it('keeps the images of an answer of which one is garbage: they were paid for', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse', count: 4 });
    (await ground.generator.call(0)).succeed(await png(1), Buffer.from('no image at all'), await png(2), await png(3));
    await becomes(id, 'succeeded');

    const images = await imagesOf(id);
    expect(images.map(({ filename }) => Buffer.from(ground.store.objects.get(`images/${alice}/${filename}`)!))).toEqual([await png(1), await png(2), await png(3)]);
    expect(images.map(({ revised_prompt }) => revised_prompt)).toEqual(['a lighthouse, revised', 'a lighthouse, revised 2', 'a lighthouse, revised 3']);
    expect(await own(id)).toMatchObject({ images_made: 3, problem: null });
    expect(await ledger(id)).toMatchObject([{ outcome: 'ok', output_tokens: 11 }]);
    expect(ground.generator.calls).toHaveLength(1);
  });

  it('fails the job, and takes back the bytes, when the store has no room for the second image', async () => {
    const put = ground.store.put.bind(ground.store);
    let writes = 0;
    ground.store.put = (key, bytes) => {
      writes += 1;
      return writes === 1 ? put(key, bytes) : Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
    };
    const id = await process.begin(alice, { prompt: 'a lighthouse', count: 2 });
    (await ground.generator.call(0)).succeed(await png(1), await png(2));
    await becomes(id, 'failed');

    expect((await process.get(GenerationService).read(alice, id)).problem).toMatchObject({ type: '/problems/storage-full' });
    expect(await ledger(id)).toMatchObject([{ outcome: 'ok' }]);
    expect(ground.store.objects.size).toBe(0);
    expect(await imagesOf(id)).toEqual([]);
  });

  it('cancels a job that waits, which is then never paid for', async () => {
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push(await process.begin(alice, { prompt: `alice ${String(n)}` }));
    const cancelled = await process.get(GenerationService).cancel(alice, ids[2]!);
    (await ground.generator.call(0)).succeed(await png());
    (await ground.generator.call(1)).succeed(await png());
    await becomes(ids[1]!, 'succeeded');

    expect(cancelled.status).toBe('cancelled');
    expect(ground.generator.calls).toHaveLength(2);
    expect(await ledger(ids[2]!)).toEqual([]);
  });

  it('cancels a job that runs: its call is broken off, its outcome unknown, and the next one begins', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    const cancelled = await process.get(GenerationService).cancel(alice, id);

    expect(cancelled).toMatchObject({ status: 'cancelled', progress: null, images: [] });
    expect(call.options.signal?.aborted).toBe(true);
    expect(await ledger(id)).toMatchObject([{ outcome: 'cancelled', finished_at: expect.any(Number) }]);
    await process.begin(alice, { prompt: 'another' });
    expect((await ground.generator.call(1)).request.prompt).toBe('another');
  });

  it('discards an image that arrives after its job was cancelled', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    await ground.generator.call(0);
    const put = ground.store.put.bind(ground.store);
    ground.store.put = async (key, bytes) => {
      await put(key, bytes);
      await process.get(GenerationService).cancel(alice, id);
    };
    ground.generator.calls[0]!.succeed(await png());
    await becomes(id, 'cancelled');

    await eventually(() => { expect(ground.store.objects.size).toBe(0); });
    expect(await imagesOf(id)).toEqual([]);
    expect(await ledger(id)).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('leaves what has ended as it is when it is cancelled', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    (await ground.generator.call(0)).succeed(await png());
    await becomes(id, 'succeeded');

    expect((await process.get(GenerationService).cancel(alice, id)).status).toBe('succeeded');
    expect(await imagesOf(id)).toHaveLength(1);
  });

  it("does not cancel another's job", async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    await expect(process.get(GenerationService).cancel(await process.someone(), id)).rejects.toMatchObject({ problem: 'not-found' });

    expect(call.options.signal?.aborted).toBe(false);
    expect(await statusOf(id)).toBe('running');
  });
});
