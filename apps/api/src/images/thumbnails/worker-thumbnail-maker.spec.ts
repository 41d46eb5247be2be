import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Undecodable } from './thumbnail-maker';
import { WorkerThumbnailMaker } from './worker-thumbnail-maker';

const [WORKS, NO_PICTURE, FAILS, THROWS, ENDS, HANGS, BLOCKS] = [0, 1, 2, 3, 4, 5, 6];

/** Speaks as the real one does, and does what the first byte says. */
const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ id, original: [what] }) => {
  if (what === ${String(WORKS)}) setTimeout(() => parentPort.postMessage({ id, thumbnails: { thumbhash: String(threadId) } }), 50);
  if (what === ${String(NO_PICTURE)}) parentPort.postMessage({ id, error: 'no picture', undecodable: true });
  if (what === ${String(FAILS)}) parentPort.postMessage({ id, error: 'no memory', undecodable: false });
  if (what === ${String(THROWS)}) throw new Error('the thread broke');
  if (what === ${String(ENDS)}) process.exit(1);
  if (what === ${String(BLOCKS)}) for (;;);
});
`;

describe('the maker of thumbnails on a thread of its own', () => {
  let folder: string;
  let maker: WorkerThumbnailMaker;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-worker-'));
    await writeFile(join(folder, 'worker.mjs'), SCRIPT);
    maker = new WorkerThumbnailMaker(pathToFileURL(join(folder, 'worker.mjs')));
  });
  afterEach(async () => {
    await maker.onApplicationShutdown();
    await rm(folder, { recursive: true });
  });

  const make = (what: number) => maker.make(Uint8Array.of(what));
  const thread = async () => (await make(WORKS)).thumbhash;

  it('keeps one thread for all images', async () => {
    expect(await thread()).toBe(await thread());
  });

  it('tells what is no picture from what failed for another reason', async () => {
    await expect(make(NO_PICTURE)).rejects.toBeInstanceOf(Undecodable);
    await expect(make(FAILS)).rejects.not.toBeInstanceOf(Undecodable);
  });

  it.each([['broke', THROWS], ['ended', ENDS]])('fails what a thread that %s was at, and has the next made by another, which goes on', async (_, what) => {
    const before = await thread();

    await expect(make(what)).rejects.toThrow();
    const [first, second] = [await thread(), await thread()];

    expect(first).not.toBe(before);
    expect(second).toBe(first);
  });

  it.each([['answers nothing', HANGS], ['computes for ever', BLOCKS]])('gives up on a thread that %s, and has the next made by another', async (_, what) => {
    maker = new WorkerThumbnailMaker(pathToFileURL(join(folder, 'worker.mjs')), 1000);
    const before = await thread();

    await expect(make(what)).rejects.toThrow('did not answer within 1000 ms');

    expect(await thread()).not.toBe(before);
  });

  it('fails what waits when it is told to stop', async () => {
    const waiting = make(WORKS);
    waiting.catch(() => undefined);

    await maker.onApplicationShutdown();

    await expect(waiting).rejects.toThrow('the thumbnail worker ended');
  });
});
