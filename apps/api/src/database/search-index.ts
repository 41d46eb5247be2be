import { type Kysely, sql } from 'kysely';
import { ownerTokenOf, searchTextOf } from './search-text';

interface SearchedRow {
  readonly number: number;
  readonly owner: string;
  readonly prompt: string;
  readonly title: string | null;
  /** A JSON array, in order. */
  readonly tags: string;
}

const AT_ONCE = 1000;

/** Folds the searched text of all images, and puts it into the index, which must be empty. */
export async function indexAgain(db: Kysely<unknown>): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await rowsAfter(db, after);
    const last = rows.at(-1);
    if (!last) return;
    await index(db, rows);
    after = last.number;
  }
}

async function rowsAfter(db: Kysely<unknown>, number: number): Promise<readonly SearchedRow[]> {
  const { rows } = await sql<SearchedRow>`
    select ids.id as number, images.owner_id as owner, images.prompt, images.title,
      (select json_group_array(tag order by tag) from image_tags where image_id = images.id) as tags
    from image_search_ids as ids join images on images.id = ids.image_id where ids.id > ${number} order by ids.id limit ${AT_ONCE}
  `.execute(db);
  return rows;
}

/** Few statements for many rows: each is compiled again, and its memory is freed only some time after. */
async function index(db: Kysely<unknown>, rows: readonly SearchedRow[]): Promise<void> {
  const indexed = JSON.stringify(rows.map(indexedRow));
  await sql`update image_search_ids set words = value ->> 2 from json_each(${indexed}) as indexed where image_search_ids.id = indexed.value ->> 0`.execute(db);
  await sql`insert into image_search (rowid, owner, words) select value ->> 0, value ->> 1, value ->> 2 from json_each(${indexed})`.execute(db);
}

function indexedRow({ number, owner, prompt, title, tags }: SearchedRow): readonly [number: number, owner: string, words: string] {
  // A backup that somebody else wrote may hold anything; its rows are checked once its tables are up to date.
  return [number, ownerTokenOf(String(owner)), searchTextOf([prompt, title ?? '', ...(JSON.parse(tags) as unknown[])].map(String))];
}
