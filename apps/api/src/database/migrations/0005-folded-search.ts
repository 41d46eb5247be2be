import { type Kysely, sql } from 'kysely';
import { ownerTokenOf, searchTextOf } from '../search-text';

interface SearchedRow {
  readonly number: number;
  readonly id: string;
  readonly owner: string;
  readonly prompt: string;
  readonly title: string | null;
}

const AT_ONCE = 1000;

/**
 * Searched text is folded the same way for every script, and kept: candidates of the index are compared with it. The index
 * needs no positions any more, so that a repetitive text costs no more than another.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('image_search_ids').addColumn('words', 'text', (column) => column.notNull().defaultTo('')).execute();
  await db.schema.dropTable('image_search').execute();
  await sql`
    create virtual table image_search using fts5(owner, words, content = '', contentless_delete = 1, detail = column, tokenize = 'trigram case_sensitive 1')
  `.execute(db);
  for (let after = 0; ; ) {
    const rows = await rowsAfter(db, after);
    for (const row of rows) await index(db, row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
  }
}

async function rowsAfter(db: Kysely<unknown>, number: number): Promise<readonly SearchedRow[]> {
  const { rows } = await sql<SearchedRow>`
    select ids.id as number, images.id, images.owner_id as owner, images.prompt, images.title
    from image_search_ids as ids join images on images.id = ids.image_id where ids.id > ${number} order by ids.id limit ${AT_ONCE}
  `.execute(db);
  return rows;
}

async function index(db: Kysely<unknown>, { number, id, owner, prompt, title }: SearchedRow): Promise<void> {
  const { rows: tags } = await sql<{ tag: string }>`select tag from image_tags where image_id = ${id} order by tag`.execute(db);
  // A backup that somebody else wrote may hold anything; its rows are checked once its tables are up to date.
  const words = searchTextOf([prompt, title ?? '', ...tags.map(({ tag }) => tag)].map(String));
  await sql`update image_search_ids set words = ${words} where id = ${number}`.execute(db);
  await sql`insert into image_search (rowid, owner, words) values (${number}, ${ownerTokenOf(String(owner))}, ${words})`.execute(db);
}
