import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyBeside, moveAcross } from './file-move';

const BYTES = Buffer.from(Array.from({ length: 600_000 }, (_, index) => index % 251));

describe('moveAcross', () => {
  let folder: string;
  let source: string;
  let target: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-move-'));
    [source, target] = [join(folder, 'from/a.png'), join(folder, 'to/a.png')];
    for (const name of ['from', 'to']) await mkdir(join(folder, name));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const files = async () => ({ from: await readdir(join(folder, 'from')), to: await readdir(join(folder, 'to')) });

  it('leaves the bytes at the target alone, readable by their owner alone', async () => {
    await writeFile(source, BYTES);

    await moveAcross(source, target);

    expect(await files()).toEqual({ from: [], to: ['a.png'] });
    expect((await readFile(target)).equals(BYTES)).toBe(true);
    expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('reports progress after each part, of a copy and of a comparison', async () => {
    await writeFile(source, BYTES);
    let parts = 0;
    const progress = () => Promise.resolve(void (parts += 1));

    await copyBeside(source, target, progress);
    const copied = parts;
    await moveAcross(source, target, progress);

    expect(copied).toBeGreaterThanOrEqual(2);
    expect(parts - copied).toBeGreaterThanOrEqual(2);
  });

  it('leaves nothing at the target when its progress is refused', async () => {
    await writeFile(source, BYTES);

    await expect(moveAcross(source, target, () => Promise.reject(new Error('overdue')))).rejects.toThrow('overdue');

    expect(await files()).toEqual({ from: ['a.png'], to: [] });
  });

  it('does not write a target again that an earlier move has completed', async () => {
    await writeFile(source, BYTES);
    await writeFile(target, BYTES);
    const { ino } = await stat(target);

    await moveAcross(source, target);

    expect(await files()).toEqual({ from: [], to: ['a.png'] });
    expect((await stat(target)).ino).toBe(ino);
  });

  it.each([['shorter', BYTES.subarray(0, 10)], ['different', BYTES.map((byte) => byte ^ 1)]])('replaces a target that is %s, as a rename does', async (_, other) => {
    await writeFile(source, BYTES);
    await writeFile(target, other);

    await moveAcross(source, target);

    expect(await files()).toEqual({ from: [], to: ['a.png'] });
    expect((await readFile(target)).equals(BYTES)).toBe(true);
  });

  it('rejects with ENOENT when nothing is at the source, and leaves the target', async () => {
    await writeFile(target, BYTES);

    await expect(moveAcross(source, target)).rejects.toMatchObject({ code: 'ENOENT' });

    expect(await files()).toEqual({ from: [], to: ['a.png'] });
  });

  it('leaves nothing at the target when it cannot be written', async () => {
    await writeFile(source, BYTES);
    await mkdir(join(target, 'in the way'), { recursive: true });

    await expect(moveAcross(source, target)).rejects.toThrow();

    expect(await files()).toEqual({ from: ['a.png'], to: ['a.png'] });
  });

  it('refuses a link: what it leads to is not the store’s', async () => {
    await writeFile(join(folder, 'elsewhere'), BYTES);
    await symlink(join(folder, 'elsewhere'), source);

    await expect(moveAcross(source, target)).rejects.toMatchObject({ code: 'ENOTREGULAR' });

    expect(await files()).toEqual({ from: ['a.png'], to: [] });
  });

  it('never removes both when two processes move the same file in opposite directions', async () => {
    for (let round = 0; round < 50; round += 1) {
      for (const path of [source, target]) await writeFile(path, BYTES.subarray(0, 100));

      await Promise.allSettled([moveAcross(source, target), moveAcross(target, source)]);

      const { from, to } = await files();
      expect([...from, ...to].filter((name) => name === 'a.png').length).toBeGreaterThan(0);
      expect([...from, ...to].filter((name) => name !== 'a.png')).toEqual([]);
    }
  });
});
