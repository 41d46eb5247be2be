import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { ImageRow } from '../database/schema';

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
}
