import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Executor } from '../../database/database';

/** The index is made of threes of characters; it cannot find less. */
const INDEXED_MIN = 3;

export interface Searchable {
  readonly id: string;
  readonly prompt: string;
  readonly title: string | null;
  readonly tags: readonly string[];
}

/** Finds images by parts of words of their prompt, title and tags. */
@Injectable()
export class ImageSearchRepository {
  /** Belongs into the transaction that makes the image. */
  async add(owner: string, image: Searchable, on: Executor): Promise<void> {
    const { id } = await on.insertInto('image_search_ids').values({ image_id: image.id }).returning('id').executeTakeFirstOrThrow();
    await sql`insert into image_search (rowid, owner, words) values (${id}, ${tokenOf(owner)}, ${wordsOf(image)})`.execute(on);
  }

  /** Their prompts, titles or tags are others now. */
  async changeAll(owner: string, images: readonly Searchable[], on: Executor): Promise<void> {
    await this.remove(owner, images.map((image) => image.id), on);
    for (const image of images) await this.add(owner, image, on);
  }

  /** Belongs before the images themselves go: they say whose they are. */
  async remove(owner: string, imageIds: readonly string[], on: Executor): Promise<void> {
    const found = await on
      .deleteFrom('image_search_ids')
      .where('image_id', 'in', (from) => from.selectFrom('images').select('images.id').where('owner_id', '=', owner).where('images.id', 'in', imageIds))
      .returning('id')
      .execute();
    for (const { id } of found) await sql`delete from image_search where rowid = ${id}`.execute(on);
  }

  /** Holds for the images of which every word of `q` is a part. */
  condition(owner: string, q: string): RawBuilder<SqlBool> {
    const words = q.split(/\s+/);
    const indexed = words.filter((word) => [...word].length >= INDEXED_MIN);
    const short = words.filter((word) => [...word].length < INDEXED_MIN);
    const conditions = short.map(scanned);
    if (indexed.length > 0) conditions.push(matched(owner, indexed));
    return sql.join(conditions, sql` and `);
  }
}

function matched(owner: string, words: readonly string[]): RawBuilder<SqlBool> {
  const match = [`owner : ${quoted(tokenOf(owner))}`, ...words.map((word) => `words : ${quoted(word)}`)].join(' AND ');
  return sql<SqlBool>`images.id in (select ids.image_id from image_search as found join image_search_ids as ids on ids.id = found.rowid where image_search match ${match})`;
}

/** Within the owner's range only, as the rest of the query says. */
function scanned(word: string): RawBuilder<SqlBool> {
  const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  const tagged = sql`select tags.image_id from image_tags as tags where tags.owner_id = images.owner_id and tags.image_id = images.id and tags.tag like ${like} escape '\\'`;
  return sql<SqlBool>`(images.prompt like ${like} escape '\\' or images.title like ${like} escape '\\' or exists (${tagged}))`;
}

/** A string of FTS5: nothing in it is syntax. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * Three characters, so that an owner is one entry of the index: 20,000³ of them, and two owners who share one still see
 * only their own, as every query names the owner besides.
 */
function tokenOf(owner: string): string {
  const hash = createHash('sha256').update(owner).digest();
  return String.fromCodePoint(...[0, 4, 8].map((at) => 0x4e00 + (hash.readUInt32BE(at) % 20_000)));
}

function wordsOf({ prompt, title, tags }: Searchable): string {
  return [prompt, title ?? '', ...tags].join('\n');
}
