import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImageKey } from '../../images/storage/image-store';
import { AdoptTree } from './adopt-tree.files';

const KEY: ImageKey = { area: 'images', owner: 'alice', name: 'adopted.png' };
const BYTES = Buffer.alloc(200_000, 'an image');

describe('AdoptTree, where a file can have no second name', () => {
  let uploads: string;
  let volume: string;
  beforeEach(async () => {
    uploads = await mkdtemp(join(tmpdir(), 'vitrine-adopt-'));
    volume = await mkdtemp('/dev/shm/vitrine-adopt-');
    await mkdir(join(uploads, 'images', 'old'), { recursive: true });
    await symlink(volume, join(uploads, 'images', 'user-alice'));
    await writeFile(source(), BYTES, { mode: 0o644 });
    expect((await lstat(volume)).dev).not.toBe((await lstat(uploads)).dev);
  });
  afterEach(async () => {
    await rm(uploads, { recursive: true });
    await rm(volume, { recursive: true });
  });

  const source = () => join(uploads, 'images', 'old', 'a.png');
  const target = () => join(volume, KEY.name);

  it('makes a private copy, and the first name stays until it is dropped', async () => {
    const tree = new AdoptTree(uploads);

    await tree.nameAs('old', 'a.png', KEY);

    expect((await readFile(target())).equals(BYTES)).toBe(true);
    expect((await lstat(target())).mode & 0o777).toBe(0o600);
    expect((await readFile(source())).equals(BYTES)).toBe(true);
    expect(await readdir(volume)).toEqual([KEY.name]);
    expect(await tree.dropName('old', 'a.png', KEY)).toBe(true);
    expect([await readdir(join(uploads, 'images', 'old')), await readdir(volume)]).toEqual([[], [KEY.name]]);
  });

  it('goes on with the copy of a run that was cut off', async () => {
    await new AdoptTree(uploads).nameAs('old', 'a.png', KEY);
    const again = new AdoptTree(uploads);

    await again.nameAs('old', 'a.png', KEY);

    expect(await again.dropName('old', 'a.png', KEY)).toBe(true);
    expect((await readFile(target())).equals(BYTES)).toBe(true);
  });

  it('leaves another file of that name, and the first one', async () => {
    const tree = new AdoptTree(uploads);
    await writeFile(target(), 'another');

    await expect(tree.nameAs('old', 'a.png', KEY)).rejects.toThrow();

    expect(await tree.dropName('old', 'a.png', KEY)).toBe(false);
    expect([await readFile(target(), 'utf8'), (await readFile(source())).equals(BYTES)]).toEqual(['another', true]);
  });

  it('keeps the first name when the copy was changed before', async () => {
    const tree = new AdoptTree(uploads);
    await tree.nameAs('old', 'a.png', KEY);
    await writeFile(target(), 'changed');

    expect(await tree.dropName('old', 'a.png', KEY)).toBe(false);
    expect((await readFile(source())).equals(BYTES)).toBe(true);
  });
});
