import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Database } from '../database';
import { LATEST_SCHEMA, migrate } from '../migrate';
import { ownerTokenOf } from '../search-text';
import { WholeSqliteDialect } from '../sqlite-dialect';

const ALICE = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d01';

describe('a database from before the folded search', () => {
  let sqlite: SqliteDatabase.Database;
  let db: Database;
  beforeEach(async () => {
    sqlite = new SqliteDatabase(':memory:');
    db = new Database({ dialect: new WholeSqliteDialect(sqlite) });
    await migrate(db, '0004-sign-in');
    sqlite.exec(`insert into users values ('${ALICE}', 'a@example.com', 'a', '-', 'user', null, 1)`);
  });
  afterEach(() => db.destroy());

  it('finds its images by folded words afterwards, also beyond the first thousand rows and by their tags', async () => {
    for (let number = 1; number <= 1500; number += 1) insert(`image-${String(number)}`, number === 1500 ? 'Große Straße' : 'Ключ');
    sqlite.exec(`insert into image_tags values ('${ALICE}', 'Äpfel', 'image-1')`);

    await migrate(db);

    expect(sqlite.prepare('select words from image_search_ids where image_id = ?').pluck().get('image-1')).toBe('ключ\n\napfel');
    expect(found('клю')).toHaveLength(1499);
    expect(found('ass')).toEqual(['image-1500']);
    expect(found('pfe')).toEqual(['image-1']);
  });

  it('is announced before it is changed, and a new or present one is not', async () => {
    const announced: string[] = [];
    const observe = (from: string, to: string) => { announced.push(`${from} to ${to}`); };
    await migrate(db, LATEST_SCHEMA, observe);
    await migrate(db, LATEST_SCHEMA, observe);
    const fresh = new Database({ dialect: new WholeSqliteDialect(new SqliteDatabase(':memory:')) });
    await migrate(fresh, LATEST_SCHEMA, observe);
    await fresh.destroy();

    expect(announced).toEqual([`0004-sign-in to ${LATEST_SCHEMA}`]);
  });

  it('is changed when it has no image', async () => {
    await migrate(db);

    expect(found('клю')).toEqual([]);
  });

  function insert(id: string, prompt: string): void {
    sqlite.prepare(`insert into images (id, owner_id, filename, sha256, mime_type, width, height, bytes, prompt, provider, model, source, created_at)
      values (?, ?, ? || '.png', '', 'image/png', 1, 1, 1, ?, 'sketch', 'sketch', 'generated', 1)`).run(id, ALICE, id, prompt);
    const number = sqlite.prepare('insert into image_search_ids (image_id) values (?) returning id').pluck().get(id);
    sqlite.prepare('insert into image_search (rowid, owner, words) values (?, ?, ?)').run(number, ownerTokenOf(ALICE), prompt);
  }

  function found(piece: string): unknown[] {
    const match = `owner : "${ownerTokenOf(ALICE)}" AND words : "${piece}"`;
    return sqlite.prepare('select image_id from image_search join image_search_ids on id = image_search.rowid where image_search match ?').pluck().all(match);
  }
});
