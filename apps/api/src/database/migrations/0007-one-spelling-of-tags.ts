import { clip, TAG_MAX } from '@vitrine/contracts';
import { type Kysely, sql } from 'kysely';

interface TagRow {
  readonly owner: string;
  readonly tag: string;
}

/** Tags are kept in NFC: two that look the same were two tags. A few characters become two in it, and such a tag is cut, as a longer one could not be removed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<TagRow>`select distinct owner_id as owner, tag from image_tags`.execute(db);
  for (const { owner, tag } of rows) {
    // A backup that somebody else wrote may hold anything; its rows are checked once its tables are up to date.
    if (String(tag).length > TAG_MAX) continue;
    const normal = clip(String(tag).normalize(), TAG_MAX);
    if (normal === String(tag)) continue;
    await sql`insert or ignore into image_tags (owner_id, tag, image_id) select owner_id, ${normal}, image_id from image_tags where owner_id = ${owner} and tag = ${tag}`.execute(db);
    await sql`delete from image_tags where owner_id = ${owner} and tag = ${tag}`.execute(db);
  }
}
