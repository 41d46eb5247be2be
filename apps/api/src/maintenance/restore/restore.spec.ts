import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { appendFile, copyFile, link, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Config } from '../../config/config';
import { DataLock } from '../../database/data-lock';
import type { ImageRow } from '../../database/schema';
import type { TestUser } from '../../testing/test-app';
import { backup } from '../cli/backup';
import { doctor } from '../cli/doctor';
import { restore as restoreByHand } from '../cli/restore';
import { filesUnder, House, Listener, sha256 } from '../testing/house';
import { BackupSource } from './backup-source.files';
import { enterData, restore } from './restore';
import { finishSwap, type Step, writeJournal } from './swap.files';

describe('restoring a backup', () => {
  let house: House;
  let alice: TestUser;
  let folder: string;
  let kept: ImageRow;
  let config: Config;

  /** One image in the backup, and another since. The server is stopped. */
  beforeEach(async () => {
    house = await House.open();
    ({ config } = house.app);
    alice = await house.app.register();
    kept = await house.imageOf(alice, 'in the backup');
    folder = join(house.app.folder, 'backup');
    await backup([folder], config, new Listener());
    await house.imageOf(alice, 'since the backup');
    await house.app.nest.close();
  });
  afterEach(() => rm(house.app.folder, { recursive: true, force: true }));

  const everything = async () => ({ data: await filesUnder(config.dataDir), uploads: await filesUnder(config.uploadsDir) });
  const serve = () => House.open({ DATA_DIR: config.dataDir, UPLOADS_DIR: config.uploadsDir });
  const promptsIn = async (served: House) => (await served.listOf(await served.app.signIn(alice))).images.map(({ prompt }) => prompt);

  it('brings back the images of then, with their bytes, and keeps what was there aside', async () => {
    const voice = new Listener();
    expect(await restoreByHand([folder], config, voice)).toBe(0);

    const served = await serve();
    expect(await promptsIn(served)).toEqual(['in the backup']);
    expect((await served.app.as(alice).get('/api/auth/me')).status).toBe(200); // the keys and the session are those of then
    const bytes = await (await served.app.as(alice).get(`/api/ai/images/${kept.filename}`)).arrayBuffer();
    expect(sha256(new Uint8Array(bytes))).toBe(kept.sha256);
    expect(await served.damage()).toEqual([]);
    expect(voice.said.join('\n')).toMatch(/vitrine\.db\.before-restore-\d+\n.*images\.before-restore-\d+/);
    await served.stop();
  });

  it('can be undone by hand: what is aside is the whole of what was there', async () => {
    const before = await filesUnder(config.uploadsDir);
    await restore(config, folder, new Date(1000));

    expect(await filesUnder(join(config.uploadsDir, 'images.before-restore-1000'))).toEqual(
      Object.fromEntries(Object.entries(before).filter(([path]) => path.startsWith('images/')).map(([path, hash]) => [path.slice('images/'.length), hash])),
    );
    await unlink(config.databaseFile);
    await rename(`${config.databaseFile}.before-restore-1000`, config.databaseFile);
    await rm(join(config.uploadsDir, 'images'), { recursive: true });
    await rename(join(config.uploadsDir, 'images.before-restore-1000'), join(config.uploadsDir, 'images'));
    await rename(join(config.uploadsDir, '.vitrine-store.before-restore-1000'), join(config.uploadsDir, '.vitrine-store'));
    const served = await serve();
    expect((await promptsIn(served)).sort()).toEqual(['in the backup', 'since the backup']);
    expect((await fetch(`${served.app.url}/api/health/ready`)).status).toBe(200);
    await served.stop();
  });

  const flip = async (path: string) => {
    const bytes = await readFile(join(folder, path));
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    await writeFile(join(folder, path), bytes);
  };
  const image = () => `images/user-${alice.id}/${kept.filename}`;
  const faults: [name: string, spoil: () => Promise<unknown>][] = [
    ['ended before it was complete', () => unlink(join(folder, 'complete.json'))],
    ['is of a format to come', async () => writeFile(join(folder, 'complete.json'), (await readFile(join(folder, 'complete.json'), 'utf8')).replace('"format": 1', '"format": 2'))],
    ['has a cut manifest', () => truncate(join(folder, 'manifest.jsonl'), 200)],
    ['lost its manifest', () => unlink(join(folder, 'manifest.jsonl'))],
    ['has a manifest with a line more', () => appendFile(join(folder, 'manifest.jsonl'), '{"path":"../../etc/passwd","bytes":1,"sha256":""}\n')],
    ['lost an image', () => unlink(join(folder, image()))],
    ['has a cut image', () => truncate(join(folder, image()), 50)],
    ['has one bit of an image changed', () => flip(image())],
    ['has one bit of the database changed', () => flip('vitrine.db')],
    ['has a cut database', () => truncate(join(folder, 'vitrine.db'), 8192)],
    ['has one bit of a key changed', () => flip('secrets/access-1.key')],
    ['has a link in place of an image', async () => {
      await rename(join(folder, image()), join(folder, 'elsewhere.png'));
      await symlink(join(folder, 'elsewhere.png'), join(folder, image()));
    }],
    ['has a folder of images that is a link', async () => {
      await rename(join(folder, 'images'), join(folder, 'elsewhere'));
      await symlink(join(folder, 'elsewhere'), join(folder, 'images'));
    }],
    ['has a pipe in place of an image', async () => {
      await unlink(join(folder, image()));
      execFileSync('mkfifo', [join(folder, image())]);
    }],
    ['has a device in place of its last word', async () => {
      await unlink(join(folder, 'complete.json'));
      await symlink('/dev/zero', join(folder, 'complete.json'));
    }],
    ['has a pipe in place of its last word', async () => {
      await unlink(join(folder, 'complete.json'));
      execFileSync('mkfifo', [join(folder, 'complete.json')]);
    }],
    ['has a weak key', async () => replaceFile('secrets/access-1.key', 'A'.repeat(64))],
    ['has a file more than its database', async () => {
      const more = `images/user-${alice.id}/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png`;
      await writeFile(join(folder, more), 'more');
      await forge((lines) => [...lines, JSON.stringify({ path: more, bytes: 4, sha256: sha256(Buffer.from('more')) })], 1);
    }],
    ['has no file for an image of its database', async () => forge((lines) => lines.filter((line) => !line.includes('images/')), -1)],
    ['leads out of its folder', async () => forge((lines) => [...lines, `{"path":"images/../../x.png","bytes":1,"sha256":"${'0'.repeat(64)}"}`], 1)],
  ];
  /** A manifest whose own hash is right, so that only what it says is wrong. */
  const forge = async (change: (lines: string[]) => string[], more: number) => {
    const manifest = change((await readFile(join(folder, 'manifest.jsonl'), 'utf8')).trim().split('\n')).join('\n');
    await writeFile(join(folder, 'manifest.jsonl'), manifest);
    const complete = JSON.parse(await readFile(join(folder, 'complete.json'), 'utf8')) as { files: number };
    await writeFile(join(folder, 'complete.json'), JSON.stringify({ ...complete, files: complete.files + more, manifestSha256: sha256(Buffer.from(manifest)) }));
  };

  const replaceFile = async (path: string, text: string) => {
    await writeFile(join(folder, path), text);
    const renewed = JSON.stringify({ path, bytes: text.length, sha256: sha256(Buffer.from(text)) });
    await forge((lines) => lines.map((line) => (line.includes(path) ? renewed : line)), 0);
  };

  /** A backup whose hashes are all right, and whose database was changed by hand. */
  const craft = async (change: (database: SqliteDatabase.Database) => unknown) => {
    const database = new SqliteDatabase(join(folder, 'vitrine.db'));
    database.pragma('foreign_keys = OFF');
    change(database);
    database.close();
    const bytes = await readFile(join(folder, 'vitrine.db'));
    const renewed = { path: 'vitrine.db', bytes: bytes.length, sha256: sha256(bytes) };
    await forge((lines) => lines.map((line) => (line.includes('vitrine.db') ? JSON.stringify(renewed) : line)), 0);
  };
  const FOREIGN = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';
  const run = (sql: string) => (database: SqliteDatabase.Database) => database.exec(sql);
  const crafted: [name: string, change: (database: SqliteDatabase.Database) => unknown][] = [
    ['promises to erase a file outside the uploads', run(`insert into erasures values ('${FOREIGN}', '${FOREIGN}', '../../../victim.png', 0)`)],
    ['names another length of an image', run('update images set bytes = bytes + 1')],
    ['has a trigger', run(`create trigger later after insert on images begin delete from users; end`)],
    ['is in write-ahead mode, where a log beside it would count', (database) => database.pragma('journal_mode = WAL')],
  ];

  it.each(crafted)('is refused when its database %s, and everything present stays byte for byte', async (_, change) => {
    await craft(change);
    const before = await everything();

    await expect(restore(config, folder, new Date())).rejects.toThrow(/^The backup cannot be restored: .*Nothing was changed\.$/);

    expect(await everything()).toEqual(before);
  });

  it('says which two versions differ when the backup is of a newer one', async () => {
    await craft(run(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`));

    await expect(restore(config, folder, new Date())).rejects.toThrow(/9999-future.*0\.1\.0/);
  });

  it('does not read a log that lies beside the database of a backup', async () => {
    const live = new SqliteDatabase(join(folder, 'copy.db'));
    live.pragma('journal_mode = WAL');
    live.exec('create table t (a)');
    for (const end of ['-wal', '-shm']) await copyFile(join(folder, `copy.db${end}`), join(folder, `vitrine.db${end}`));
    live.close();

    await restore(config, folder, new Date());

    const served = await serve();
    expect(await promptsIn(served)).toEqual(['in the backup']);
    await served.stop();
  });

  it('copies a file that has another name elsewhere, and never shares it', async () => {
    await link(join(folder, image()), join(folder, '..', 'snapshot.png'));

    await restore(config, folder, new Date());

    const restored = await stat(join(config.uploadsDir, image()));
    expect([restored.nlink, restored.mode & 0o777]).toEqual([1, 0o600]);
  });

  it.each(faults)('is refused when the backup %s, and everything present stays byte for byte', async (_, spoil) => {
    await spoil();
    const before = await everything();

    await expect(restore(config, folder, new Date())).rejects.toThrow('Nothing was changed');

    expect(await everything()).toEqual(before);
  });

  it('is refused while a server runs on the data, which does not notice', async () => {
    const served = await serve();
    try {
      await expect(restore(config, folder, new Date())).rejects.toThrow('stop the server');

      expect((await promptsIn(served)).sort()).toEqual(['in the backup', 'since the backup']);
      expect(Object.keys((await everything()).uploads).filter((path) => path.includes('restor'))).toEqual([]);
    } finally {
      await served.stop();
    }
  });

  it('keeps a server from starting while it runs', async () => {
    const lock = DataLock.exclusive(config.databaseFile);

    await expect(serve()).rejects.toThrow('being replaced by a restore');

    lock.release();
    await (await serve()).stop();
  });

  it('takes back what it laid out when it cannot go on, and changes nothing', async () => {
    await rename(config.uploadsDir, `${config.uploadsDir}-elsewhere`);
    await mkdir(config.uploadsDir);
    await symlink(`${config.uploadsDir}-elsewhere/images`, join(config.uploadsDir, 'images'));
    const before = await everything();

    await expect(restore(config, folder, new Date(), true)).rejects.toThrow('is a link');

    expect(await everything()).toEqual(before);
  });

  it('says that the disk is full, and changes nothing', async () => {
    const before = await everything();
    const copying = jest.spyOn(BackupSource.prototype, 'copy').mockImplementation(() => writeFile('/dev/full', 'a byte'));

    const refused: unknown = await restore(config, folder, new Date()).catch((error: unknown) => error);
    copying.mockRestore();

    expect(String(refused)).toBe('Error: The backup could not be restored: the disk is full (ENOSPC). Nothing was changed.');
    expect(await everything()).toEqual(before);
  });

  it('removes what a restore that was killed before its swap laid out', async () => {
    await mkdir(join(config.uploadsDir, 'images.restoring-1'));
    await writeFile(`${config.databaseFile}.restoring-1`, 'half');

    await restore(config, folder, new Date());

    expect(Object.keys((await everything()).data).filter((path) => path.includes('restoring'))).toEqual([]);
  });

  it('is finished by the next start of the server when it was killed in the middle of the swap', async () => {
    await restore(config, folder, new Date(1000));
    const [images, marker, database] = [join(config.uploadsDir, 'images'), join(config.uploadsDir, '.vitrine-store'), config.databaseFile];
    // As it was when the first of these was in place, and the others not yet.
    for (const path of [images, marker]) await rename(path, `${path}.restoring-1000`);
    const steps = [database, images, marker].map((target) => ({ target, staged: `${target}.restoring-1000`, aside: `${target}.before-restore-1000` }));
    await writeJournal(database, steps);

    const served = await serve();

    expect(await promptsIn(served)).toEqual(['in the backup']);
    expect((await served.app.as(alice).get(`/api/ai/images/${kept.filename}`)).status).toBe(200);
    await served.stop();
  });

  it('is finished by the doctor too, even where the cut left no database', async () => {
    await rename(config.databaseFile, `${config.databaseFile}.restoring-1000`);
    await writeJournal(config.databaseFile, [{ target: config.databaseFile, staged: `${config.databaseFile}.restoring-1000`, aside: `${config.databaseFile}.before-restore-1000` }]);

    expect(await doctor([], config, new Listener())).toBe(0);
  });

  it('makes no installation where there is none', async () => {
    await rename(config.dataDir, `${config.dataDir}-elsewhere`);

    await expect(doctor([], config, new Listener())).rejects.toThrow('There is no database');
    expect(await filesUnder(config.dataDir)).toEqual({});
  });

  it('lets nobody in before a cut swap is finished', async () => {
    await writeJournal(config.databaseFile, []);
    const lock = DataLock.shared(config.databaseFile);

    await expect(enterData(config)).rejects.toThrow('in use');

    lock.release();
    (await enterData(config)).release();
  });
});

describe('a swap', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-swap-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const at = (name: string) => join(folder, name);
  /** A file and a folder to replace, one that is new, and one that goes only. */
  const steps = (): Step[] => [
    { target: at('db-wal'), staged: null, aside: at('db.old-wal') },
    { target: at('db'), staged: at('db.new'), aside: at('db.old') },
    { target: at('images'), staged: at('images.new'), aside: at('images.old') },
    { target: at('fresh'), staged: at('fresh.new'), aside: at('fresh.old') },
  ];
  const renames = (): [string, string][] => [['db-wal', 'db.old-wal'], ['db', 'db.old'], ['db.new', 'db'], ['images', 'images.old'], ['images.new', 'images'], ['fresh.new', 'fresh']];

  it.each([0, 1, 2, 3, 4, 5, 6])('ends the same when it was killed after %d of its renames', async (done) => {
    for (const name of ['db-wal', 'db', 'db.new', 'fresh.new']) await writeFile(at(name), name);
    for (const name of ['images', 'images.new']) await mkdir(at(name)).then(() => writeFile(at(`${name}/a.png`), name));
    await writeJournal(at('vitrine.db'), steps());
    for (const [from, to] of renames().slice(0, done)) await rename(at(from), at(to));

    expect(await finishSwap(at('vitrine.db'))).toBe(true);

    const contents = await Promise.all(['db', 'db.old', 'db.old-wal', 'images/a.png', 'images.old/a.png', 'fresh'].map((name) => readFile(at(name), 'utf8')));
    expect(contents).toEqual(['db.new', 'db', 'db-wal', 'images.new', 'images', 'fresh.new']);
    expect(Object.keys(await filesUnder(folder))).toHaveLength(6);
    expect(await finishSwap(at('vitrine.db'))).toBe(false);
  });

  it('stops rather than write over what came meanwhile', async () => {
    for (const name of ['db', 'db.new', 'db.old']) await writeFile(at(name), name);
    await writeJournal(at('vitrine.db'), [{ target: at('db'), staged: at('db.new'), aside: at('db.old') }]);

    await expect(finishSwap(at('vitrine.db'))).rejects.toThrow('Move one of them away');
    expect(await readFile(at('db'), 'utf8')).toBe('db');
  });
});
