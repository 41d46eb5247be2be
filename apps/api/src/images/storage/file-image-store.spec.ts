import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileImageStore } from './file-image-store';
import { imageStoreContract } from './image-store.contract';
import { MemoryImageStore } from './memory-image-store';

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
