import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Database } from '../database';
import { migrate } from '../migrate';
import { ownerTokenOf } from '../search-text';
import { WholeSqliteDialect } from '../sqlite-dialect';

const ALICE = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d01';

describe('a database whose text was folded for fewer scripts', () => {
  let sqlite: SqliteDatabase.Database;
  let db: Database;
  beforeEach(async () => {
    sqlite = new SqliteDatabase(':memory:');
    db = new Database({ dialect: new WholeSqliteDialect(sqlite) });
    await migrate(db, '0005-folded-search');
    sqlite.exec(`insert into users values ('${ALICE}', 'a@example.com', 'a', '-', 'user', null, 1)`);
  });
  afterEach(() => db.destroy());

  it('finds its images by the text as it is folded now, and each once', async () => {
    insert('one', 'Đà Nẵng', 'đa nang');
    insert('two', 'שָׁלוֹם', 'שָׁלוֹם');

    await migrate(db);

    expect(sqlite.prepare('select image_id, words from image_search_ids order by image_id').raw().all()).toEqual([['one', 'da nang\n'], ['two', 'שלומ\n']]);
    expect(found('nan')).toEqual(['one']);
    expect(found('שלו')).toEqual(['two']);
    expect(found('đa ')).toEqual([]);
  });

  function insert(id: string, prompt: string, words: string): void {
    sqlite.prepare(`insert into images (id, owner_id, filename, sha256, mime_type, width, height, bytes, prompt, provider, model, source, created_at)
      values (?, ?, ? || '.png', '', 'image/png', 1, 1, 1, ?, 'sketch', 'sketch', 'generated', 1)`).run(id, ALICE, id, prompt);
    const number = sqlite.prepare('insert into image_search_ids (image_id, words) values (?, ?) returning id').pluck().get(id, words);
    sqlite.prepare('insert into image_search (rowid, owner, words) values (?, ?, ?)').run(number, ownerTokenOf(ALICE), words);
  }

  function found(piece: string): unknown[] {
    const match = `owner : "${ownerTokenOf(ALICE)}" AND words : "${piece}"`;
    return sqlite.prepare('select image_id from image_search join image_search_ids on id = image_search.rowid where image_search match ?').pluck().all(match);
  }
});
