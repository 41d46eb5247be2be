import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallGate, type Progress } from './call-gate';
import { FileImageStore } from './file-image-store';
import { imageStoreContract } from './image-store.contract';
import { MemoryImageStore } from './memory-image-store';

class PartsGate extends CallGate {
  parts = 0;

  override run<T>(name: string, call: (progress: Progress) => Promise<T>, discard?: (late: T) => void): Promise<T> {
    return super.run(name, (progress) => call(() => { this.parts += 1; return progress(); }), discard);
  }
}

const KEY = { area: 'images', owner: 'o1', name: 'a.png' } as const;

imageStoreContract('memory', () => Promise.resolve({ store: new MemoryImageStore(), close: () => Promise.resolve() }));

imageStoreContract('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-store-'));
  return { store: new FileImageStore(folder), close: () => rm(folder, { recursive: true }) };
});

describe('a folder of images', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-store-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lays a file at images/user-{id}/{filename}, readable by its owner alone', async () => {
    await new FileImageStore(folder).put(KEY, Uint8Array.of(1, 2, 3));

    const file = await stat(join(folder, 'images/user-o1/a.png'));
    expect(file.size).toBe(3);
    expect(file.mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'images/user-o1'))).mode & 0o777).toBe(0o700);
  });

  it('is judged by progress: a large image is written and read in parts', async () => {
    const gate = new PartsGate(60_000);
    const store = new FileImageStore(folder, gate);
    const bytes = Buffer.from(Array.from({ length: 9 * 1024 * 1024 + 1 }, (_, index) => index % 251));

    await store.put(KEY, bytes);
    const written = gate.parts;
    const read = await store.read(KEY);

    expect(Buffer.compare(read.bytes, bytes)).toBe(0);
    expect(written).toBeGreaterThanOrEqual(10);
    expect(gate.parts - written).toBe(10);
  });

  it('leaves nothing but the image behind', async () => {
    const store = new FileImageStore(folder);
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.put({ ...KEY, name: `${String(i)}.png` }, Uint8Array.of(i))));

    expect(await readdir(join(folder, 'images/user-o1'))).toHaveLength(20);
  });

  it('leaves nothing behind when the name cannot be taken', async () => {
    const store = new FileImageStore(folder);
    await mkdir(join(folder, 'images/user-o1/a.png/inside'), { recursive: true }); // a folder stands where the file should go

    await expect(store.put(KEY, Uint8Array.of(1))).rejects.toThrow();

    expect(await readdir(join(folder, 'images/user-o1'))).toEqual(['a.png']);
  });
});

describe('something other than a file in the place of an image', () => {
  let folder: string;
  let path: string;
  let store: FileImageStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-store-'));
    path = join(folder, 'images/user-o1/a.png');
    store = new FileImageStore(folder);
    await store.put(KEY, Uint8Array.of(1));
    await rm(path);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const inPlaces: [string, () => unknown][] = [
    ['a FIFO', () => execFileSync('mkfifo', [path])],
    ['a folder', () => mkdir(path)],
    ['a link that leads to itself', () => symlink(path, path)],
    ['a link to a device', () => symlink('/dev/zero', path)],
  ];

  it.each(inPlaces)('is refused at once, and not taken for a missing image: %s', async (_, put) => {
    await put();

    const range = { start: 0, end: 0 };
    const calls = [() => store.read(KEY), () => store.open(KEY, range), () => store.size(KEY), () => store.version(KEY)];
    for (const call of calls) {
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: expect.stringMatching(/^E/) });
    }
  });
});
