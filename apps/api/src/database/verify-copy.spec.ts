import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { connect } from './connect';
import { copyDatabase } from './copy';
import { Database } from './database';
import { LATEST_SCHEMA, migrate, schemaVersionOf } from './migrate';
import { WholeSqliteDialect } from './sqlite-dialect';
import { verifyCopy } from './verify-copy';

const ALICE = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d01';
const BOB = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d02';
const IMAGE = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d03';
const ALBUM = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d04';
const FOREIGN = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';
const HASH = 'a'.repeat(64);

const ROWS = `
  insert into users values ('${ALICE}', 'a@example.com', 'a', '-', 'user', null, 1), ('${BOB}', 'b@example.com', 'b', '-', 'admin', null, 1);
  insert into images (id, owner_id, filename, sha256, mime_type, width, height, bytes, prompt, provider, model, source, created_at)
    values ('${IMAGE}', '${ALICE}', '${IMAGE}.png', '${HASH}', 'image/png', 1, 1, 1, 'a lighthouse', 'sketch', 'sketch', 'generated', 1);
  insert into library_changes values ('${ALICE}', 1, '${IMAGE}.png', 'created');
  insert into image_tags values ('${ALICE}', 'sea', '${IMAGE}');
  insert into albums values ('${ALBUM}', '${ALICE}', 'Sea', null, 1, 1);
  insert into album_images values ('${ALBUM}', '${IMAGE}');
  insert into erasures values ('${ALBUM}', '${BOB}', '${ALBUM}.webp', 1);
`;

const CHAT = `insert into conversations values ('${FOREIGN}', '${BOB}', 'Sea', 1, 1)`;
const GENERATION = `insert into generations (id, owner_id, conversation_id, prompt, size, quality, background, format, count, status, images_made, created_at)
  values ('${FOREIGN}', '${BOB}', '${FOREIGN}', 'a boat', 'auto', 'auto', 'auto', 'png', 1, 'succeeded', 0, 1)`;

describe('a copy of the database', () => {
  let source: string;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    source = await mkdtemp(join(tmpdir(), 'vitrine-copy-'));
    const database = await connect(join(source, 'live.db'));
    await database.destroy();
    const rows = new SqliteDatabase(join(source, 'live.db'));
    rows.exec(ROWS);
    rows.close();
    await copyDatabase(join(source, 'live.db'), join(source, 'copy.db'));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-copy-'));
    file = join(folder, 'copy.db');
    await copyFile(join(source, 'copy.db'), file);
  });
  afterEach(() => rm(folder, { recursive: true }));
  afterAll(() => rm(source, { recursive: true }));

  const craft = (change: (database: SqliteDatabase.Database) => unknown) => {
    const database = new SqliteDatabase(file);
    database.pragma('foreign_keys = OFF');
    change(database);
    database.close();
  };
  const counters = () => {
    const database = new SqliteDatabase(file, { readonly: true });
    const rows = database.prepare('select * from usage_counters order by owner_id').all();
    database.close();
    return rows;
  };
  const run = (sql: string) => (database: SqliteDatabase.Database) => database.exec(sql);
  const rewriteDefinition = (database: SqliteDatabase.Database, name: string, from: string, to: string) => {
    database.unsafeMode().pragma('writable_schema = ON');
    database.prepare('update sqlite_master set sql = replace(sql, ?, ?) where name = ?').run(from, to, name);
  };

  it('is accepted as this program made it', async () => {
    await expect(verifyCopy(file)).resolves.toBeUndefined();
  });

  it('is accepted when the library that made its tables wrote them in another style', async () => {
    craft((database) => {
      rewriteDefinition(database, 'images', '"filename" text', 'filename   TEXT');
      rewriteDefinition(database, 'images', ', "sha256"', ' ,"sha256"');
    });

    await expect(verifyCopy(file)).resolves.toBeUndefined();
  });

  it('has its counters counted again, and a version that is not behind its changes', async () => {
    craft(run(`
      insert into usage_counters values ('${ALICE}', 7, 7, 7, 7, 0), ('${BOB}', 3, 3, 3, 3, 12);
      update library_changes set version = 40;
      insert into images (id, owner_id, filename, sha256, mime_type, width, height, bytes, prompt, provider, model, source, created_at, deleted_at)
        values ('${FOREIGN}', '${ALICE}', '${FOREIGN}.png', '${HASH}', 'image/png', 1, 1, 20, 'a boat', 'sketch', 'sketch', 'generated', 1, 2);
    `));

    await verifyCopy(file);

    expect(counters()).toEqual([
      { owner_id: ALICE, images: 1, bytes: 1, trashed: 1, trashed_bytes: 20, version: 40 },
      { owner_id: BOB, images: 0, bytes: 0, trashed: 0, trashed_bytes: 0, version: 12 },
    ]);
  });

  it('has counters for an owner of images who had none', async () => {
    await verifyCopy(file);

    expect(counters()).toEqual([{ owner_id: ALICE, images: 1, bytes: 1, trashed: 0, trashed_bytes: 0, version: 1 }]);
  });

  it('has the images of its albums counted again', async () => {
    craft(run('update albums set images = 7'));

    await verifyCopy(file);

    const database = new SqliteDatabase(file, { readonly: true });
    expect(database.prepare('select images from albums').pluck().all()).toEqual([1]);
    database.close();
  });

  it.each([
    ['usage_counters', `insert into usage_counters values ('${ALICE}', 1, 1, 0, 0, ${String(Number.MAX_SAFE_INTEGER)})`],
    ['library_changes', `update library_changes set version = ${String(Number.MAX_SAFE_INTEGER)}`],
  ])('is refused with a version in %s after which none can follow', async (table, sql) => {
    craft(run(sql));

    await expect(verifyCopy(file)).rejects.toThrow(`its table ${table} has a row whose version Vitrine does not write`);
  });

  it('is accepted with the statistics that SQLite keeps', async () => {
    craft(run('analyze'));

    await expect(verifyCopy(file)).resolves.toBeUndefined();
  });

  it('is held by nobody afterwards, whatever it says: no erasure waits for a backup that never ends', async () => {
    craft(run(`insert into leases values ('backup', 'somebody', 8640000000000000)`));

    await verifyCopy(file);

    const copy = new SqliteDatabase(file, { readonly: true });
    expect(copy.prepare('select count(*) from leases').pluck().get()).toBe(0);
    copy.close();
  });

  it('of an older version is accepted, and has the tables of this one afterwards', async () => {
    await rm(file);
    const older = new Database({ dialect: new WholeSqliteDialect(new SqliteDatabase(file)) });
    await migrate(older, '0001-initial');
    await older.destroy();

    await verifyCopy(file);

    const updated = new Database({ dialect: new WholeSqliteDialect(new SqliteDatabase(file)) });
    expect(await schemaVersionOf(updated)).toBe(LATEST_SCHEMA);
    await updated.destroy();
  });

  const refused: [name: string, change: (database: SqliteDatabase.Database) => unknown][] = [
    ['whose store has no id', run(`insert or replace into installation values ('store-id', '')`)],
    ['whose store has an id that no marker can hold', run(`insert or replace into installation values ('store-id', hex(zeroblob(5000)))`)],
    ['that promises to erase a file outside the uploads', run(`insert into erasures values ('${FOREIGN}', '${FOREIGN}', '../../../victim.png', 0)`)],
    ['that promises to erase a file of a folder outside the uploads', run(`insert into erasures values ('${FOREIGN}', '/../../..', '${FOREIGN}.png', 0)`)],
    ['that promises to erase the file of another image', run(`insert into erasures select '${FOREIGN}', owner_id, filename, 0 from images`)],
    ['that promises to erase an image that it has', run(`insert into erasures select id, owner_id, filename, 0 from images`)],
    ['that has a file name that leads out', run(`update images set filename = '../../x.png'`)],
    ['that has a file name of another type', run(`update images set filename = id || '.webp'`)],
    ['that has an image id that leads out', run(`update images set id = '../../x'`)],
    ['that has a user whose id leads out', run(`update users set id = '../../x' where id = '${BOB}'`)],
    ['that has an owner that leads out', run(`update images set owner_id = '../../x'`)],
    ['that has a change of a file name that leads out', run(`update library_changes set filename = '../x.png'`)],
    ['that has an image of nobody', run(`update images set owner_id = '${FOREIGN}'`)],
    ['that has a text where a number belongs', run(`update images set bytes = 'many'`)],
    ['that has bytes where a text belongs', run(`update images set prompt = x'00ff'`)],
    ['that has a number beyond all numbers', run(`update images set created_at = 9e18`)],
    ['that has a role that there is none of', run(`update users set role = 'root'`)],
    ['that has a view in place of a table', run(`drop table erasures; create view erasures as select id, id owner_id, 'x' filename, 0 created_at from users`)],
    ['that has a trigger', run(`create trigger later after insert on images begin delete from users; end`)],
    ['that has a trigger under a name of SQLite', (database) => {
      database.exec(`create trigger later after insert on images begin delete from users; end`);
      database.unsafeMode().pragma('writable_schema = ON');
      database.exec(`update sqlite_master set name = 'sqlite_stat1', sql = replace(sql, 'later', 'sqlite_stat1') where name = 'later'`);
    }],
    ['that has a table more', run(`create table more (id text)`)],
    ['that lost a table', run(`drop table leases`)],
    ['that has a table without its constraints', (database) => rewriteDefinition(database, 'images', 'not null', 'null')],
    ['that has a definition that cannot be read', (database) => rewriteDefinition(database, 'images', 'create', 'crate')],
    ['that lost an index', run(`drop index images_by_hash`)],
    ['that has an index that calls a function', run(`drop index images_by_hash; create index images_by_hash on images (lower(sha256))`)],
    ['whose tag belongs to another user than its image', run(`update image_tags set owner_id = '${BOB}'`)],
    ['whose album holds an image of another user', run(`update albums set owner_id = '${BOB}'`)],
    ['whose album has an image of another user for its cover', run(`insert into albums values ('${FOREIGN}', '${BOB}', 'Sea', '${IMAGE}', 0, 1)`)],
    ['whose image belongs to another user than its generation', run(`${CHAT}; ${GENERATION}; update images set generation_id = '${FOREIGN}'`)],
    ['whose image belongs to another user than its conversation', run(`${CHAT}; update images set conversation_id = '${FOREIGN}'`)],
    ['whose attempt belongs to another user than its generation', run(`${CHAT}; ${GENERATION}; insert into generation_attempts (id, owner_id, generation_id, provider, model, outcome, started_at) values ('${FOREIGN}', '${ALICE}', '${FOREIGN}', 'sketch', 'sketch', 'ok', 1)`)],
    ['whose key of a request belongs to another user than its generation', run(`${CHAT}; ${GENERATION}; insert into idempotency_keys values ('${ALICE}', 'generate', 'k', '${HASH}', '${FOREIGN}', 1)`)],
    ['whose key of a request belongs to another user than its image', run(`insert into idempotency_keys values ('${BOB}', 'import', 'k', '${HASH}', '${IMAGE}', 1)`)],
    ['whose ticket belongs to another user than its session', run(`insert into sessions values ('${FOREIGN}', '${BOB}', 'd', 1, 1, 1, null); insert into archive_tickets values ('${HASH}', '${ALICE}', '${FOREIGN}', '[]', 1)`)],
    ['whose ticket names a file that leads out', run(`insert into archive_tickets values ('${HASH}', '${ALICE}', '${FOREIGN}', '["../x.png"]', 1)`)],
    ['whose index lacks a row of its table', (database) => {
      rewriteDefinition(database, 'images_without_thumbnails', 'is null', 'is not null');
      database.pragma('schema_version = 9999');
      database.exec(`insert into images select '${FOREIGN}', owner_id, '${FOREIGN}.png', sha256, mime_type, width, height, bytes, null, prompt, null, null, provider, model, null, 0, source, 0, null, null, 1, null from images`);
      rewriteDefinition(database, 'images_without_thumbnails', 'is not null', 'is null');
    }],
    ['that is in write-ahead mode, where a log beside it would count', (database) => database.pragma('journal_mode = WAL')],
    ['that was made by a newer version', run(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`)],
    ['that skipped a change of its tables', run(`delete from kysely_migration where name = '0001-initial'`)],
  ];

  it.each([CHAT, `${CHAT}; ${GENERATION}`])('is accepted with what others that are refused have in part: %#', async (rows) => {
    craft(run(rows));

    await expect(verifyCopy(file)).resolves.toBeUndefined();
  });

  it.each(refused)('%s is refused', async (_, change) => {
    craft(change);

    await expect(verifyCopy(file)).rejects.toThrow(/^(?:its|in its|The) /);
  });

  it('that is no database is refused', async () => {
    await writeFile(file, 'no database at all, but long enough to be taken for one'.repeat(100));

    await expect(verifyCopy(file)).rejects.toThrow('its database cannot be read');
  });

  it('that has no tables is refused', async () => {
    await writeFile(file, '');

    await expect(verifyCopy(file)).rejects.toThrow('its database has no tables');
  });
});
