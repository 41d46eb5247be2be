import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImageRepository } from '../images/image.repository';
import { UsageRepository } from '../images/usage.repository';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationJobs } from './generation-jobs';
import { GenerationPace } from './generation-pace';
import { GenerationQueueRepository, type Lease } from './generation-queue.repository';
import { GenerationService } from './generation.service';
import { eventually, GenerationGround, type GenerationProcess, png } from './testing/generation-process';

/** Leases short enough to see them end; long enough that a busy machine keeps those of the living. */
const SHORT = new GenerationPace(4, 2, 1200, 0);
/** Takes nothing up by itself. */
const IDLE = new GenerationPace(0, 0, 30_000, 0);

describe('a job whose worker dies', () => {
  let ground: GenerationGround;
  beforeEach(async () => {
    ground = await GenerationGround.make();
  });
  afterEach(() => ground.clear());

  const becomes = (process: GenerationProcess, owner: string, id: string, status: string) =>
    eventually(async () => { expect((await process.row(owner, id)).status).toBe(status); });

  it('is interrupted when the provider was called, and never called for again', async () => {
    const first = await ground.start(SHORT);
    const alice = await first.someone();
    const id = await first.begin(alice, { prompt: 'a lighthouse' });
    await ground.generator.call(0);
    await first.kill();

    const second = await ground.start(SHORT);
    await becomes(second, alice, id, 'interrupted');

    const told = await second.get(GenerationService).read(alice, id);
    expect(told).toMatchObject({ status: 'interrupted', images: [], problem: { type: '/problems/generation-interrupted' } });
    expect(await second.get(GenerationAttemptRepository).ofGeneration(alice, id)).toMatchObject([{ outcome: 'interrupted' }]);
    expect(ground.generator.calls).toHaveLength(1);
  });

  it('waits again, and is run once by another, when the provider was not called', async () => {
    const dead = await ground.start(IDLE);
    const alice = await dead.someone();
    const id = await dead.begin(alice, { prompt: 'a lighthouse' });
    await dead.get(GenerationQueueRepository).claim({ holder: 'dead', until: Date.now() - 1 }, { atOnce: 4, perUser: 2 });
    await dead.kill();

    const second = await ground.start(SHORT);
    (await ground.generator.call(0)).succeed(await png());
    await becomes(second, alice, id, 'succeeded');

    expect(ground.generator.calls).toHaveLength(1);
  });

  it('keeps its lease as long as its worker lives, however long it takes', async () => {
    const process = await ground.start(SHORT);
    const alice = await process.someone();
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);

    await new Promise((resolve) => setTimeout(resolve, SHORT.leaseMs * 2));

    expect((await process.row(alice, id)).status).toBe('running');
    call.succeed(await png());
    await becomes(process, alice, id, 'succeeded');
  });

  it('shows nothing of an image that a worker believed dead still brings', async () => {
    const process = await ground.start();
    const alice = await process.someone();
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    await process.get(GenerationJobs).giveUp({ expiredAt: Date.now() + 60_000 });

    const kept = ground.store.nextPut();
    call.succeed(await png());
    await kept;
    await eventually(() => { expect(ground.store.objects.size).toBe(0); });

    expect((await process.row(alice, id)).status).toBe('interrupted');
    expect(await process.get(ImageRepository).ofGenerations(alice, [id])).toEqual([]);
    expect(await process.get(UsageRepository).of(alice)).toMatchObject({ images: 0, bytes: 0 });
  });

  it('does not call the provider for a job that was taken from it before', async () => {
    const process = await ground.start(IDLE);
    const alice = await process.someone();
    await process.begin(alice, { prompt: 'a lighthouse' });
    const lease: Lease = { holder: 'slow', until: Date.now() - 1 };
    const job = await process.get(GenerationQueueRepository).claim(lease, { atOnce: 4, perUser: 2 });
    await process.get(GenerationJobs).giveUp({ expiredAt: Date.now() });

    expect(await process.get(GenerationJobs).begin(job!, lease.holder, ground.generator)).toBeNull();
    expect(await process.get(GenerationAttemptRepository).ofGeneration(alice, job!.id)).toEqual([]);
  });

  it('keeps a lease that was renewed before the provider is called', async () => {
    const process = await ground.start(IDLE);
    const alice = await process.someone();
    await process.begin(alice, { prompt: 'a lighthouse' });
    const queue = process.get(GenerationQueueRepository);
    const job = await queue.claim({ holder: 'suspended', until: Date.now() + 1000 }, { atOnce: 4, perUser: 2 });
    const renewed = Date.now() + 30_000;
    await queue.renew({ holder: 'suspended', until: renewed }, [job!.id]);

    await process.get(GenerationJobs).begin(job!, 'suspended', ground.generator);

    expect((await process.row(alice, job!.id)).lease_until).toBe(renewed);
  });

  it('goes on in a worker that was suspended for longer than its lease', async () => {
    const process = await ground.start(new GenerationPace(1, 1, 600, 0));
    const alice = await process.someone();
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    await process.db.updateTable('generations').set({ lease_until: Date.now() - 1 }).execute();
    await eventually(async () => { expect((await process.row(alice, id)).lease_until).toBeGreaterThan(Date.now()); });

    call.succeed(await png());

    await becomes(process, alice, id, 'succeeded');
  });

  it('waits again when its lease was given by a clock that was years ahead', async () => {
    const dead = await ground.start(IDLE);
    const alice = await dead.someone();
    const id = await dead.begin(alice, { prompt: 'a lighthouse' });
    const inYears = Date.now() + 10 * 365 * 24 * 60 * 60 * 1000;
    await dead.get(GenerationQueueRepository).claim({ holder: 'dead', until: inYears }, { atOnce: 1, perUser: 1 });
    await dead.kill();

    const second = await ground.start(new GenerationPace(1, 1, 1200, 0));
    (await ground.generator.call(0)).succeed(await png());

    await becomes(second, alice, id, 'succeeded');
  });

  it('is taken by one of many workers only', async () => {
    const process = await ground.start(IDLE);
    const alice = await process.someone();
    for (let n = 0; n < 10; n += 1) await process.begin(alice, { prompt: String(n) });
    const until = Date.now() + 30_000;

    const queue = process.get(GenerationQueueRepository);
    const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => queue.claim({ holder: String(n), until }, { atOnce: 100, perUser: 100 })));

    const ids = claims.flatMap((job) => (job ? [job.id] : []));
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });
});

describe('a process that is told to stop', () => {
  let ground: GenerationGround;
  beforeEach(async () => {
    ground = await GenerationGround.make();
  });
  afterEach(() => ground.clear());

  it('lets what runs end within the grace, and takes nothing new', async () => {
    const process = await ground.start(new GenerationPace(1, 1, 30_000, 8000));
    const alice = await process.someone();
    const running = await process.begin(alice, { prompt: 'runs' });
    const waiting = await process.begin(alice, { prompt: 'waits' });
    const call = await ground.generator.call(0);
    const stopped = process.stop();
    call.succeed(await png());
    await stopped;

    const next = await ground.start(IDLE);
    expect((await next.row(alice, running)).status).toBe('succeeded');
    expect((await next.row(alice, waiting)).status).toBe('queued');
    expect(ground.generator.calls).toHaveLength(1);
  });

  it('interrupts what does not end within the grace, and breaks off its call', async () => {
    const process = await ground.start(new GenerationPace(1, 1, 30_000, 20));
    const alice = await process.someone();
    const running = await process.begin(alice, { prompt: 'runs' });
    const waiting = await process.begin(alice, { prompt: 'waits' });
    const call = await ground.generator.call(0);
    await process.stop();

    const next = await ground.start(IDLE);
    expect(call.options.signal?.aborted).toBe(true);
    expect((await next.row(alice, running)).status).toBe('interrupted');
    expect((await next.row(alice, waiting)).status).toBe('queued');
    expect(await next.get(GenerationAttemptRepository).ofGeneration(alice, running)).toMatchObject([{ outcome: 'interrupted' }]);
  });
});
