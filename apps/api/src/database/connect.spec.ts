import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});
