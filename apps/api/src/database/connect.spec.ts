import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { connect } from './connect';

describe('opening the database', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-database-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const beside = <T>(work: (db: SqliteDatabase.Database) => T): T => {
    const db = new SqliteDatabase(join(folder, 'vitrine.db'));
    try {
      return work(db);
    } finally {
      db.close();
    }
  };

  it('makes all tables or none, so that a start that is cut short can be made again', async () => {
    beside((db) => db.exec('create table generations (in_the_way text)'));
    await expect(connect(join(folder, 'vitrine.db'))).rejects.toThrow(/generations/);
    const tables = beside((db) => db.prepare(`select name from sqlite_master where type = 'table' and name = 'users'`).all());
    beside((db) => db.exec('drop table generations'));

    const database = await connect(join(folder, 'vitrine.db'));
    await database.destroy();

    expect(tables).toEqual([]);
  });

  it('tells why a transaction failed that the database ended by itself, and goes on when the cause is gone', async () => {
    const database = await connect(join(folder, 'vitrine.db'));
    const { page_count: pages } = (await sql<{ page_count: number }>`pragma page_count`.execute(database)).rows[0] ?? { page_count: 0 };
    await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(database);
    const fill = () => database.atomically((on) => sql`insert into users values ('a', 'a', ${'a'.repeat(1_000_000)}, '-', 'user', null, 0)`.execute(on));

    await expect(fill()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await sql`pragma max_page_count = 100000`.execute(database);
    await fill();

    await database.destroy();
  });

  it('lets a transaction that reads first wait for another process that writes', async () => {
    const database = await connect(join(folder, 'vitrine.db'));
    const writer = new Worker(WRITER, { eval: true, workerData: { file: join(folder, 'vitrine.db'), forMs: 500 } });
    const ended = once(writer, 'exit');
    await once(writer, 'message');

    const users = await database.atomically(async (on) => {
      const before = await on.selectFrom('users').selectAll().execute();
      await on.deleteFrom('idempotency_keys').execute();
      return before.length;
    });

    await ended;
    await database.destroy();
    expect(users).toBe(1);
  });
});

/** Another connection, which takes the write lock, says so, and writes only a while later. */
const WRITER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require('better-sqlite3');
  const db = new Database(workerData.file);
  db.exec('begin immediate');
  parentPort.postMessage('locked');
  setTimeout(() => {
    db.exec("insert into users values ('a', 'a', 'a', '-', 'user', null, 0); commit");
    db.close();
  }, workerData.forMs);
`;
