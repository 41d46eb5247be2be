import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import { portions } from '../database/portions';
import type { ImageRow, LibraryChangeRow } from '../database/schema';
import { LiveNews } from '../live/live-news';
import { type Usage, UsageRepository } from './usage.repository';

export type ChangeKind = LibraryChangeRow['kind'];

/** Versions that can be caught up with; who is further behind reads everything again. */
const KEPT_VERSIONS = 5000;
/** Changes that are told one by one: a version can be a thousand of them. */
const TOLD_MAX = 5000;

/** What happened in each library, version by version, so that other devices can catch up. */
@Injectable()
export class LibraryChangeRepository {
  constructor(
    private readonly db: Database,
    private readonly usage: UsageRepository,
    private readonly news: LiveNews,
  ) {}

  /** Belongs into the transaction that makes it true; open devices hear of it when that has committed. */
  async record(owner: string, kind: ChangeKind, rows: readonly Pick<ImageRow, 'filename'>[], counts: Partial<Omit<Usage, 'version'>>, on: Executor): Promise<void> {
    if (rows.length === 0) return;
    this.db.afterCommit(on, () => { this.news.libraryChanged(owner); });
    const version = await this.usage.add(owner, counts, on);
    for (const some of portions(rows)) {
      await on
        .insertInto('library_changes')
        .values(some.map(({ filename }) => ({ owner_id: owner, version, filename, kind })))
        .execute();
    }
    await on.deleteFrom('library_changes').where('owner_id', '=', owner).where('version', '<=', version - KEPT_VERSIONS).execute();
  }

  /** The library is another, though none of its images is: what was read of it before is old. */
  async moveOn(owner: string, on: Executor): Promise<void> {
    await this.usage.add(owner, {}, on);
  }

  /** In the order they happened; null when some of them are forgotten already, or they are too many to tell. */
  async since(owner: string, version: number): Promise<LibraryChangeRow[] | null> {
    const { version: now } = await this.usage.of(owner);
    if (version === now) return [];
    if (version > now || version <= now - KEPT_VERSIONS) return null;
    const changes = await this.db
      .selectFrom('library_changes')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('version', '>', version)
      .orderBy('version')
      .orderBy('filename')
      .limit(TOLD_MAX + 1)
      .execute();
    return changes.length > TOLD_MAX ? null : changes;
  }
}
