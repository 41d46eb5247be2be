import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connect';
import { DataLock } from './data-lock';
import { makePrivateFile, tightenFile } from './private-file';

describe('the files of the database', () => {
  let folder: string;
  let file: string;
  let umask: number;
  beforeEach(async () => {
    umask = process.umask(0);
    folder = await mkdtemp(join(tmpdir(), 'vitrine-private-'));
    await chmod(folder, 0o755);
    file = join(folder, 'vitrine.db');
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(folder, { recursive: true });
  });

  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  const modes = () => Promise.all(['', '-wal', '-shm', '.lock'].map((end) => modeOf(`${file}${end}`)));

  it('are their owner’s alone, its log and the lock too, in a folder that everybody can read', async () => {
    const lock = DataLock.shared(file);
    const database = await connect(file);

    expect(await modes()).toEqual([0o600, 0o600, 0o600, 0o600]);

    await database.destroy();
    lock.release();
  });

  it('become their owner’s alone when an earlier version made them readable', async () => {
    const earlier = await connect(file);
    for (const end of ['', '-wal', '-shm', '.lock']) await writeFile(`${file}${end}`, '', { flag: 'a', mode: 0o644 }).then(() => chmod(`${file}${end}`, 0o664));

    const database = await connect(file);
    const lock = DataLock.shared(file);

    expect(await modes()).toEqual([0o600, 0o600, 0o600, 0o600]);
    lock.release();
    await database.destroy();
    await earlier.destroy();
  });

  it('keep their content', async () => {
    await writeFile(file, 'content', { mode: 0o644 });

    makePrivateFile(file);

    expect(await stat(file)).toMatchObject({ size: 'content'.length });
    expect(await modeOf(file)).toBe(0o600);
  });

  it('need not be there', () => {
    expect(() => tightenFile(file)).not.toThrow();
  });
});
