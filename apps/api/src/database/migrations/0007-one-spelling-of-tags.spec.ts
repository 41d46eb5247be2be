import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Database } from '../database';
import { migrate } from '../migrate';
import { WholeSqliteDialect } from '../sqlite-dialect';

const ALICE = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d01';

describe('a database with tags of two spellings', () => {
  let sqlite: SqliteDatabase.Database;
  let db: Database;
  beforeEach(async () => {
    sqlite = new SqliteDatabase(':memory:');
    db = new Database({ dialect: new WholeSqliteDialect(sqlite) });
    await migrate(db, '0006-search-as-browsers');
    sqlite.exec(`insert into users values ('${ALICE}', 'a@example.com', 'a', '-', 'user', null, 1)`);
  });
  afterEach(() => db.destroy());

  it('has one of each afterwards, and loses none', async () => {
    for (const id of ['one', 'two']) insertImage(id);
    insertTag('café', 'one');
    insertTag('cafe\u0301', 'one');
    insertTag('cafe\u0301', 'two');
    insertTag('sea', 'two');

    await migrate(db);

    expect(sqlite.prepare('select image_id, tag from image_tags order by image_id, tag').raw().all()).toEqual([['one', 'café'], ['two', 'café'], ['two', 'sea']]);
  });

  it('has no tag that is too long to be removed', async () => {
    insertImage('one');
    insertTag('\u0958'.repeat(40), 'one');

    await migrate(db);

    expect(sqlite.prepare('select tag from image_tags').raw().all()).toEqual([['\u0915\u093c'.repeat(20)]]);
  });

  function insertImage(id: string): void {
    sqlite.prepare(`insert into images (id, owner_id, filename, sha256, mime_type, width, height, bytes, prompt, provider, model, source, created_at)
      values (?, ?, ? || '.png', '', 'image/png', 1, 1, 1, '', 'sketch', 'sketch', 'generated', 1)`).run(id, ALICE, id);
  }

  function insertTag(tag: string, image: string): void {
    sqlite.prepare('insert into image_tags values (?, ?, ?)').run(ALICE, tag, image);
  }
});
