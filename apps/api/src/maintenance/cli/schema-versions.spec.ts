import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createApp } from '../../app';
import { type Config, readConfig } from '../../config/config';
import { Database } from '../../database/database';
import { LATEST_SCHEMA, migrate } from '../../database/migrate';
import { WholeSqliteDialect } from '../../database/sqlite-dialect';
import { VERSION } from '../../version';
import { Listener } from '../testing/house';
import { backup } from './backup';
import { doctor } from './doctor';
import { restore } from './restore';

describe('a database of another version', () => {
  let folder: string;
  let config: Config;
  let voice: Listener;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-versions-'));
    config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: folder, UPLOADS_DIR: join(folder, 'uploads') });
    voice = new Listener();
    const database = new Database({ dialect: new WholeSqliteDialect(new SqliteDatabase(config.databaseFile)) });
    await migrate(database, '0002-library');
    await database.destroy();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const beside = <T>(work: (database: SqliteDatabase.Database) => T): T => {
    const database = new SqliteDatabase(config.databaseFile);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  const tables = () => beside((database) => database.prepare('select name, sql from sqlite_master order by name').all());
  const makeNewer = () => beside((database) => database.exec(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`));
  const copy = () => join(folder, 'copy');

  it('that is older is examined and copied as it is, and both programs say so', async () => {
    const before = tables();

    expect(await doctor([], config, voice)).toBe(0);
    expect(await backup([copy()], config, voice)).toBe(0);

    expect(tables()).toEqual(before);
    const difference = `The database has the schema 0002-library, and this version of Vitrine, ${VERSION}, ${LATEST_SCHEMA}. It is left as it is; the next start of the server updates it.`;
    expect(voice.warned).toEqual([difference, difference]);
  });

  it('that is older is restored, and has the tables of this version then', async () => {
    await backup([copy()], config, voice);

    expect(await restore([copy()], config, voice)).toBe(0);

    expect(beside((database) => database.prepare('select max(name) from kysely_migration').pluck().get())).toBe(LATEST_SCHEMA);
  });

  it.each(['--repair', '--adopt', '--accept-store'])('that is older is not changed by %s', async (option) => {
    const before = tables();

    await expect(doctor([option], config, voice)).rejects.toThrow(`${option} needs the schema ${LATEST_SCHEMA}, and the database has 0002-library`);
    expect(tables()).toEqual(before);
  });

  it('that is newer is neither examined nor copied, and the sentence names both versions', async () => {
    makeNewer();

    for (const program of [() => doctor([], config, voice), () => backup([copy()], config, voice)]) await expect(program()).rejects.toThrow(/9999-future.*0\.1\.0/);
    await expect(stat(copy())).rejects.toThrow('ENOENT');
  });

  it('that is newer stops the start of the server with that sentence, nothing else, and no change', async () => {
    makeNewer();
    const before = tables();
    const written: string[] = [];
    const outputs = [process.stdout, process.stderr].map((output) => jest.spyOn(output, 'write').mockImplementation((text) => written.push(String(text)) > 0));

    const start = createApp(config).catch((error: unknown) => error);
    const error = await start;
    for (const output of outputs) output.mockRestore();

    expect(error).toEqual(new Error(`The database has the schema 9999-future of a newer version of Vitrine, and this version, ${VERSION}, knows schemas up to ${LATEST_SCHEMA}: run the newer version, or restore a backup made before the update`));
    expect(written).toEqual([]);
    expect(tables()).toEqual(before);
  });

  it('that has no tables is distinguished from one that has', async () => {
    await rm(config.databaseFile);
    beside((database) => database.exec('vacuum'));

    await expect(doctor([], config, voice)).rejects.toThrow('no tables yet');
  });
});
