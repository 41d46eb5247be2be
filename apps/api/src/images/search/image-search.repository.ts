import { Injectable } from '@nestjs/common';
import { searchWords } from '@vitrine/contracts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Executor } from '../../database/database';
import { ownerTokenOf, searchTextOf } from '../../database/search-text';

/** The index is made of threes of characters; it cannot find less. */
const INDEXED_MIN = 3;
/** Pieces that are looked up in the index. They only choose candidates, which are compared with all words. */
const PIECES_MAX = 24;

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
    const words = searchTextOf([image.prompt, image.title ?? '', ...image.tags]);
    const { id } = await on.insertInto('image_search_ids').values({ image_id: image.id, words }).returning('id').executeTakeFirstOrThrow();
    await sql`insert into image_search (rowid, owner, words) values (${id}, ${ownerTokenOf(owner)}, ${words})`.execute(on);
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

  /** Holds for the images of which every word of `q` is a part. Only a connection of `ReadThreads` knows `contains_words` and `has_time`. */
  condition(owner: string, q: string): RawBuilder<SqlBool> {
    const words = searchWords(q);
    if (words.length === 0) return sql<SqlBool>`1 = 1`;
    const holdAll = sql<SqlBool>`exists (select 1 from image_search_ids as kept where kept.image_id = images.id and contains_words(kept.words, ${words.join('\n')}))`;
    const pieces = piecesOf(words);
    return pieces.length === 0 ? holdAll : sql<SqlBool>`${candidates(owner, pieces)} and ${holdAll}`;
  }
}

/** Threes of characters of each word in turn, each once, so that every word has its part. */
function piecesOf(words: readonly string[]): string[] {
  const ofWords = words.map((word) => [...word]).filter((word) => word.length >= INDEXED_MIN);
  const pieces = new Set<string>();
  const longest = Math.max(0, ...ofWords.map((word) => word.length));
  for (let at = 0; at + INDEXED_MIN <= longest && pieces.size < PIECES_MAX; at += 1) {
    for (const word of ofWords) if (at + INDEXED_MIN <= word.length && pieces.size < PIECES_MAX) pieces.add(word.slice(at, at + INDEXED_MIN).join(''));
  }
  return [...pieces];
}

function candidates(owner: string, pieces: readonly string[]): RawBuilder<SqlBool> {
  const match = [`owner : ${quoted(ownerTokenOf(owner))}`, ...pieces.map((piece) => `words : ${quoted(piece)}`)].join(' AND ');
  return sql<SqlBool>`images.id in (select ids.image_id from image_search as found join image_search_ids as ids on ids.id = found.rowid where image_search match ${match} and has_time(found.rowid))`;
}

/** A string of FTS5: nothing in it is syntax. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
