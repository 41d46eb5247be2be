import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { ImageRow } from '../database/schema';
import type { Cursor } from '../http/cursor';
import { UsageRepository } from './usage.repository';

export interface PageOfImages {
  readonly limit: number;
  readonly cursor: Cursor | null;
  readonly order: 'newest' | 'oldest';
}

/** The rows of images. Nothing here can be asked without saying whose. */
@Injectable()
export class ImageRepository {
  constructor(
    private readonly db: Database,
    private readonly usage: UsageRepository,
  ) {}

  find(owner: string, filename: string, on: Executor = this.db): Promise<ImageRow | undefined> {
    return on
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('filename', '=', filename)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
  }

  /** One range of the index `images_of_library`, however deep the page. */
  listOf(owner: string, page: PageOfImages): Promise<ImageRow[]> {
    const [direction, beyond] = page.order === 'newest' ? (['desc', '<'] as const) : (['asc', '>'] as const);
    const { cursor } = page;
    return this.db
      .selectFrom('images')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('deleted_at', 'is', null)
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

  /** The row and its counts, together. */
  async insert(owner: string, row: ImageRow, on: Executor): Promise<void> {
    await on.insertInto('images').values({ ...row, owner_id: owner }).execute();
    await this.usage.add(owner, { images: 1, bytes: row.bytes }, on);
  }

  /** Whether it was there to delete; of two at the same time, one is told so. */
  remove(owner: string, filename: string): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const removed = await on
        .deleteFrom('images')
        .where('owner_id', '=', owner)
        .where('filename', '=', filename)
        .returning('bytes')
        .executeTakeFirst();
      if (!removed) return false;
      await this.usage.add(owner, { images: -1, bytes: -removed.bytes }, on);
      return true;
    });
  }
}
