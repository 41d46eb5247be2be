import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { ImageRow } from '../database/schema';

export type PlacedImage = Pick<ImageRow, 'id' | 'owner_id' | 'filename' | 'sha256' | 'bytes' | 'deleted_at'>;

const PAGE = 500;
/** Ids are hexadecimal. */
const ABOVE_ALL_IDS = 'g';
const PLACED = ['id', 'owner_id', 'filename', 'sha256', 'bytes', 'deleted_at'] as const;

/** Reads over all owners, for the jobs that keep the house in order. No request reaches it. */
@Injectable()
export class MaintenanceRepository {
  constructor(private readonly db: Database) {}

  /** Those in the trash since before `before`, longest there first. */
  trashedBefore(before: number, limit: number): Promise<ImageRow[]> {
    return this.db.selectFrom('images').selectAll().where('deleted_at', '<', before).orderBy('deleted_at').limit(limit).execute();
  }

  /** Those whose thumbnails are still to be made, after the given id, oldest first. */
  withoutThumbnails(afterId: string, limit: number): Promise<ImageRow[]> {
    return this.db.selectFrom('images').selectAll().where('thumbhash', 'is', null).where('id', '>', afterId).orderBy('id').limit(limit).execute();
  }

  /** Those of the types whose thumbnails an earlier version may have made differently, after the given id, oldest first. */
  mayBeOutdatedAfter(afterId: string, limit: number): Promise<ImageRow[]> {
    return this.db.selectFrom('images').selectAll().where('mime_type', 'in', ['image/png', 'image/jpeg', 'image/webp']).where('id', '>', afterId).orderBy('id').limit(limit).execute();
  }

  /** All images, a page at a time; newest first, because what a crash can have cut is there. */
  async *all(): AsyncGenerator<PlacedImage, void> {
    for (let before: string | undefined = ABOVE_ALL_IDS; before !== undefined; ) {
      const rows: PlacedImage[] = await this.db.selectFrom('images').select(PLACED).where('id', '<', before).orderBy('id', 'desc').limit(PAGE).execute();
      yield* rows;
      before = rows.at(-1)?.id;
    }
  }

  /** Those of them that there are. */
  placed(owner: string, ids: readonly string[]): Promise<PlacedImage[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.db.selectFrom('images').select(PLACED).where('owner_id', '=', owner).where('id', 'in', ids).execute();
  }

  /** When each of them came to be; those that are no users are left out. */
  async usersAmong(ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const users = await this.db.selectFrom('users').select(['id', 'created_at']).where('id', 'in', ids).execute();
    return new Map(users.map((user) => [user.id, user.created_at]));
  }

  /** An image of theirs, in the trash or not, that has these very bytes. */
  withBytes(owner: string, sha256: string, on: Executor = this.db): Promise<ImageRow | undefined> {
    return on.selectFrom('images').selectAll().where('owner_id', '=', owner).where('sha256', '=', sha256).orderBy('id').limit(1).executeTakeFirst();
  }
}
