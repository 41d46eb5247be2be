import { Injectable } from '@nestjs/common';
import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import { Database, type Executor } from '../database/database';
import type { ImageRow } from '../database/schema';
import type { Cursor } from '../http/cursor';
import { AlbumCountRepository } from './album-count.repository';
import { ErasureRepository } from './erasure.repository';
import { LibraryChangeRepository } from './library-change.repository';
import { ImageSearchRepository } from './search/image-search.repository';

/** In the library, or in the trash: never in both. */
export type Place = 'library' | 'trash';

export interface PageOfImages {
  readonly place: Place;
  readonly limit: number;
  readonly cursor: Cursor | null;
  readonly order: 'newest' | 'oldest';
}

/** The rows of images. Nothing here can be asked without saying whose. */
@Injectable()
export class ImageRepository {
  constructor(
    private readonly db: Database,
    private readonly changes: LibraryChangeRepository,
    private readonly search: ImageSearchRepository,
    private readonly albums: AlbumCountRepository,
    private readonly erasures: ErasureRepository,
  ) {}

  async find(owner: string, place: Place, filename: string): Promise<ImageRow | undefined> {
    return (await this.named(owner, place, [filename], this.db))[0];
  }

  /** In the library or in the trash. */
  async exists(owner: string, id: string): Promise<boolean> {
    return (await this.db.selectFrom('images').select('id').where('owner_id', '=', owner).where('id', '=', id).executeTakeFirst()) !== undefined;
  }

  /** All of them, or none when one of them is not there or can be nobody's: a list of names tells nothing about another's. */
  async findAll(owner: string, place: Place, filenames: readonly string[], on: Executor = this.db): Promise<ImageRow[] | null> {
    if (!filenames.every((name) => IMAGE_NAME_PATTERN.test(name))) return null;
    const rows = await this.named(owner, place, filenames, on);
    return rows.length === new Set(filenames).size ? rows : null;
  }

  /** With these very bytes: one in the library before one in the trash, and the oldest of them. */
  ofHash(owner: string, sha256: string, on: Executor = this.db): Promise<ImageRow | undefined> {
    return on
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('sha256', '=', sha256)
      .orderBy(({ eb }) => eb('deleted_at', 'is not', null))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
  }

  /** Wherever it is. */
  byId(owner: string, id: string, on: Executor = this.db): Promise<ImageRow | undefined> {
    return on.selectFrom('images').selectAll().where('owner_id', '=', owner).where('id', '=', id).executeTakeFirst();
  }

  /** One range of the index `images_of_library`, however deep the page. */
  listOf(owner: string, page: PageOfImages): Promise<ImageRow[]> {
    const [direction, beyond] = page.order === 'newest' ? (['desc', '<'] as const) : (['asc', '>'] as const);
    const { cursor } = page;
    return this.db
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('deleted_at', page.place === 'library' ? 'is' : 'is not', null)
      .$if(cursor !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('created_at', 'id'), beyond, tuple(cursor?.at ?? 0, cursor?.id ?? '')),
        ),
      )
      .orderBy('created_at', direction)
      .orderBy('id', direction)
      .limit(page.limit)
      .execute();
  }

  /** Those in the trash too, oldest first. */
  ofGenerations(owner: string, generationIds: readonly string[], on: Executor = this.db): Promise<ImageRow[]> {
    if (generationIds.length === 0) return Promise.resolve([]);
    return on
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('generation_id', 'in', generationIds)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
  }

  ofConversation(owner: string, conversationId: string): Promise<ImageRow[]> {
    return this.db
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('conversation_id', '=', conversationId)
      .where('deleted_at', 'is', null)
      .execute();
  }

  /** The thread is about to go, and its generations with it; the images stay, and lead there no longer. */
  async leaveConversation(owner: string, conversationId: string, on: Executor): Promise<void> {
    const rows = await on
      .updateTable('images')
      .set({ conversation_id: null, generation_id: null })
      .where('owner_id', '=', owner)
      .where('conversation_id', '=', conversationId)
      .returning('filename')
      .execute();
    await this.changes.record(owner, 'changed', rows, {}, on);
  }

  /** The row and its counts, together. */
  async insert(owner: string, row: ImageRow, on: Executor): Promise<void> {
    await on.insertInto('images').values({ ...row, owner_id: owner }).execute();
    await this.search.add(owner, { ...row, tags: [] }, on);
    await this.changes.record(owner, 'created', [row], { images: 1, bytes: row.bytes }, on);
  }

  /** Out of the library and into the trash. Null, and nothing changed, unless all of them were in the library. */
  trash(owner: string, filenames: readonly string[], at: number): Promise<ImageRow[] | null> {
    return this.db.atomically(async (on) => {
      const rows = await this.findAll(owner, 'library', filenames, on);
      if (!rows) return null;
      await this.albums.lose(owner, idsOf(rows), on);
      await this.place(owner, rows, at, on);
      const bytes = bytesOf(rows);
      await this.changes.record(owner, 'deleted', rows, { images: -rows.length, bytes: -bytes, trashed: rows.length, trashed_bytes: bytes }, on);
      return rows.map((row) => ({ ...row, deleted_at: at }));
    });
  }

  /** Out of the trash and into the library. Null, and nothing changed, unless all of them were in the trash. */
  restore(owner: string, filenames: readonly string[]): Promise<ImageRow[] | null> {
    return this.db.atomically(async (on) => {
      const rows = await this.findAll(owner, 'trash', filenames, on);
      if (!rows) return null;
      await this.place(owner, rows, null, on);
      await this.albums.gain(owner, idsOf(rows), on);
      const bytes = bytesOf(rows);
      await this.changes.record(owner, 'restored', rows, { images: rows.length, bytes, trashed: -rows.length, trashed_bytes: -bytes }, on);
      return rows.map((row) => ({ ...row, deleted_at: null }));
    });
  }

  /** For good, with the promise that the files will go too, unless those are to stay. Null, and nothing changed, unless all of them were in that place. */
  remove(owner: string, place: Place, filenames: readonly string[], files: 'go' | 'stay' = 'go'): Promise<ImageRow[] | null> {
    return this.db.atomically(async (on) => {
      const rows = await this.findAll(owner, place, filenames, on);
      if (!rows) return null;
      if (place === 'library') await this.albums.lose(owner, idsOf(rows), on);
      await this.search.remove(owner, idsOf(rows), on);
      await on.deleteFrom('images').where('owner_id', '=', owner).where('id', 'in', idsOf(rows)).execute();
      if (files === 'go') await this.erasures.add(owner, rows, Date.now(), on);
      const [count, bytes] = [-rows.length, -bytesOf(rows)];
      await this.changes.record(owner, 'deleted', rows, place === 'library' ? { images: count, bytes } : { trashed: count, trashed_bytes: bytes }, on);
      return rows;
    });
  }

  /** Whether there was still an image to keep it with. */
  async setThumbhash(owner: string, id: string, thumbhash: string): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const row = await on.updateTable('images').set({ thumbhash }).where('owner_id', '=', owner).where('id', '=', id).returning('filename').executeTakeFirst();
      if (row) await this.changes.record(owner, 'changed', [row], {}, on);
      return row !== undefined;
    });
  }

  /** Pixels as browsers show it. */
  async setSize(owner: string, id: string, size: Pick<ImageRow, 'width' | 'height'>): Promise<void> {
    await this.db.atomically(async (on) => {
      const row = await on.updateTable('images').set(size).where('owner_id', '=', owner).where('id', '=', id).returning('filename').executeTakeFirst();
      if (row) await this.changes.record(owner, 'changed', [row], {}, on);
    });
  }

  private named(owner: string, place: Place, filenames: readonly string[], on: Executor): Promise<ImageRow[]> {
    return on
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('filename', 'in', filenames)
      .where('deleted_at', place === 'library' ? 'is' : 'is not', null)
      .execute();
  }

  private async place(owner: string, rows: readonly ImageRow[], deletedAt: number | null, on: Executor): Promise<void> {
    await on.updateTable('images').set({ deleted_at: deletedAt }).where('owner_id', '=', owner).where('id', 'in', idsOf(rows)).execute();
  }
}

function idsOf(rows: readonly ImageRow[]): string[] {
  return rows.map((row) => row.id);
}

function bytesOf(rows: readonly ImageRow[]): number {
  return rows.reduce((sum, row) => sum + row.bytes, 0);
}
