import { type Kysely, sql } from 'kysely';
import { indexAgain } from '../search-index';

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
  await indexAgain(db);
}
