import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../database/database';
import type { TestUser } from '../testing/test-app';
import { Doctor } from './doctor';
import { Repairs } from './repairs';
import { House } from './testing/house';

const DAY = new Date().toISOString().slice(0, 10);

describe('a quarantine on another file system', () => {
  let house: House;
  let alice: TestUser;
  let volume: string;
  beforeEach(async () => {
    house = await House.open();
    alice = await house.app.register();
    await house.imageOf(alice);
    volume = await mkdtemp('/dev/shm/vitrine-quarantine-');
    await rm(join(house.uploads, 'quarantine'), { recursive: true, force: true });
    await symlink(volume, join(house.uploads, 'quarantine'));
    expect((await lstat(volume)).dev).not.toBe((await lstat(house.uploads)).dev);
  });
  afterEach(async () => {
    await house.stop();
    await rm(volume, { recursive: true });
  });

  const mine = (name: string) => join(house.uploads, 'images', `user-${alice.id}`, name);
  const aside = (name: string) => join(volume, DAY, `user-${alice.id}`, 'images', name);

  async function repair(): Promise<unknown[]> {
    const how = { deep: true, graceMs: -1000, settleMs: 0 };
    const { findings } = await house.app.get(Doctor).examine(how);
    const outcomes = [];
    for (const finding of findings.filter(({ path }) => path.startsWith('images/'))) outcomes.push(await house.app.get(Repairs).repair(finding, how.graceMs));
    return outcomes;
  }

  it('ends an erasure although a folder in the place of the image cannot be moved there, and leaves the folder', async () => {
    const image = await house.imageOf(alice);
    await rm(house.fileOf(image));
    await mkdir(house.fileOf(image));
    await writeFile(join(house.fileOf(image), 'a file of somebody'), 'bytes');

    expect((await house.app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`)).status).toBe(204);

    expect(await house.app.get(Database).selectFrom('erasures').select('id').execute()).toEqual([]);
    expect(await readdir(house.fileOf(image))).toEqual(['a file of somebody']);
    expect((await house.damage()).join()).toContain(`foreign images/user-${alice.id}/${image.filename}`);
  });

  it.each([['a file', '/etc/hostname'], ['a folder', '/etc'], ['nothing', '/not/there']])('takes a link to %s, and never what it leads to', async (_what, target) => {
    await symlink(target, mine('link'));

    expect(await repair()).toEqual([expect.stringContaining('set aside')]);

    expect(await readlink(aside('link'))).toBe(target);
    await expect(lstat(mine('link'))).rejects.toThrow('ENOENT');
    expect(await repair()).toEqual([]);
  });

  it.each([
    ['a folder', async (path: string) => { await mkdir(path); await writeFile(join(path, 'a.txt'), 'text'); }],
    ['a FIFO', async (path: string) => { execFileSync('mkfifo', [path]); }],
  ])('does not take %s, which stays, and the others are repaired', async (_what, make) => {
    await make(mine('a'));
    await writeFile(mine('b.txt'), 'text');

    const outcomes = (await repair()).map(String).sort();

    expect(outcomes).toEqual([expect.stringMatching(/^set aside as .*b\.txt$/), expect.stringMatching(/^stays: the quarantine is on another file system/)]);
    expect((await lstat(mine('a'))).isFile()).toBe(false);
    expect(await readFile(aside('b.txt'), 'utf8')).toBe('text');
    expect(await readdir(join(volume, DAY, `user-${alice.id}`, 'images'))).toEqual(['b.txt']);
    expect(await readFile(join(volume, DAY, 'manifest.jsonl'), 'utf8')).not.toContain(`${alice.id}/a"`);
  });
});
