import { type Kysely, sql } from 'kysely';
import { indexAgain } from '../search-index';

/** Text is folded as the search of a browser does, for more scripts than before: what was folded is folded again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`insert into image_search (image_search) values ('delete-all')`.execute(db);
  await indexAgain(db);
}
