import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GenerationEvent } from '@vitrine/contracts';
import sharp from 'sharp';
import { GenerationJobs } from './generation-jobs';
import { GenerationPace } from './generation-pace';
import { GenerationReader } from './generation-reader';
import { GenerationWatch, STREAMS_MAX } from './generation-watch';
import { GenerationService } from './generation.service';
import { GenerationGround, type GenerationProcess, png } from './testing/generation-process';

const STAYS = new AbortController().signal;
const MAY = () => Promise.resolve(true);

describe('watching a generation', () => {
  let ground: GenerationGround;
  let process: GenerationProcess;
  let alice: string;
  const watch = (id: string, gone = STAYS) => process.get(GenerationWatch).eventsOf(alice, id, gone, MAY);
  /** The events up to the first of that name. */
  const until = async (events: AsyncGenerator<GenerationEvent>, name: GenerationEvent['event']): Promise<GenerationEvent[]> => {
    const seen = [];
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error(`it ended before ${name}, after ${seen.map(({ event }) => event).join()}`);
      seen.push(GenerationEvent.parse(value));
      if (value.event === name) return seen;
    }
  };

  beforeEach(async () => {
    ground = await GenerationGround.make();
    process = await ground.start(new GenerationPace(1, 1, 30_000, 0));
    alice = await process.someone();
  });
  afterEach(() => ground.clear());

  it('tells all of it in order, each with what it promises', async () => {
    await process.begin(alice, { prompt: 'before' });
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const events = watch(id);
    const seen = await until(events, 'queued');
    (await ground.generator.call(0)).succeed(await png());
    const call = await ground.generator.call(1);
    call.show(0, 3, await png(1));
    seen.push(...(await until(events, 'partial')));
    call.succeed(await png(2));
    seen.push(...(await until(events, 'done')));

    const names = seen.map(({ event }) => event).filter((name, at, all) => name !== all[at - 1]);
    expect(names).toEqual(['queued', 'running', 'partial', ...(names.includes('running', 3) ? ['running'] : []), 'saved', 'done']);
    expect(seen.at(-1)).toMatchObject({ data: { status: 'succeeded', images: [{ generationId: id }], progress: null } });
    expect((await events.next()).done).toBe(true);
  });

  it('shows who attaches late how things stand, the newest preview first of all', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    const early = watch(id);
    call.show(0, 3, await png(1));
    await until(early, 'partial');
    call.show(1, 3, await png(2));
    await until(early, 'partial');

    const seen = await until(watch(id), 'partial');

    expect(seen).toMatchObject([
      { event: 'running', data: { progress: { stage: 'refining', preview: 2, previews: 3 } } },
      { event: 'partial', data: { index: 1, of: 3 } },
    ]);
  });

  it('shows previews small, and leaves out one that is no image', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    const large = await sharp({ create: { width: 1536, height: 1024, channels: 3, background: 'teal' } }).png().toBuffer();
    call.show(0, 2, Buffer.from('no image'));
    call.show(1, 2, large);

    const preview = (await until(watch(id), 'partial')).at(-1);
    if (preview?.event !== 'partial') throw new Error('no preview');
    const { width, height, format } = await sharp(Buffer.from(preview.data.image, 'base64')).metadata();
    expect({ width, height, format, index: preview.data.index }).toEqual({ width: 512, height: 341, format: 'webp', index: 1 });
  });

  it('tells who comes after the end what it came to', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    (await ground.generator.call(0)).fail({ kind: 'refused', categories: ['violence'] });
    await process.get(GenerationWatch).ended(alice, id, STAYS);

    expect(await until(watch(id), 'failed')).toMatchObject([
      { event: 'failed', data: { status: 'failed', problem: { type: '/problems/prompt-refused', categories: ['violence'] } } },
    ]);
  });

  it('tells of a cancellation at once', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const events = watch(id);
    await until(events, 'running');
    await process.get(GenerationService).cancel(alice, id);

    expect((await until(events, 'failed')).at(-1)).toMatchObject({ data: { status: 'cancelled', problem: null } });
  });

  it('does not stop the job when the watcher leaves, nor keep anything of the watcher', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const leaving = new AbortController();
    const events = watch(id, leaving.signal);
    await until(events, 'running');
    leaving.abort();

    expect((await events.next()).done).toBe(true);
    expect(ground.generator.calls[0]!.options.signal?.aborted).toBe(false);
    ground.generator.calls[0]!.succeed(await png());
    expect((await process.get(GenerationWatch).ended(alice, id, STAYS)).status).toBe('succeeded');
  });

  it('reads a generation once for all who watch it', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const call = await ground.generator.call(0);
    await until(watch(id), 'running');
    const reader = process.get(GenerationReader);
    const view = reader.view.bind(reader);
    let reads = 0;
    Object.assign(reader, { view: (...of: Parameters<typeof view>) => ((reads += 1), view(...of)) });
    const watchers = Array.from({ length: STREAMS_MAX - 1 }, () => watch(id));
    await Promise.all(watchers.map((watcher) => until(watcher, 'running')));

    call.show(0, 2, await png(1));
    await Promise.all(watchers.map((watcher) => until(watcher, 'partial')));

    expect(reads).toBeLessThan(STREAMS_MAX - 1);
  });

  it("is not for another's generation", async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const bob = await process.someone();

    await expect(process.get(GenerationWatch).eventsOf(bob, id, STAYS, MAY).next()).rejects.toMatchObject({ problem: 'not-found' });
    await expect(process.get(GenerationWatch).ended(bob, id, STAYS)).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('lets everyone go when the process stops, and the job that waits stays stored', async () => {
    await process.begin(alice, { prompt: 'runs' });
    const id = await process.begin(alice, { prompt: 'waits' });
    const waiting = process.get(GenerationWatch).ended(alice, id, STAYS);
    const events = watch(id);
    await until(events, 'queued');
    const end = events.next();
    await process.stop();

    expect((await waiting).status).toBe('queued');
    expect((await end).done).toBe(true);
  });

  it('does not keep who waits for an end that cannot be written', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' });
    const full = Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
    Object.assign(process.get(GenerationJobs), { succeed: () => Promise.reject(full), fail: () => Promise.reject(full) });

    const waiting = expect(process.get(GenerationWatch).ended(alice, id, STAYS)).rejects.toBe(full);
    (await ground.generator.call(0)).succeed(await png());

    await waiting;
  });
});
