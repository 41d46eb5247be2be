import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { UsageCounterRow } from '../database/schema';

export type Usage = Omit<UsageCounterRow, 'owner_id'>;

const NOTHING: Usage = { images: 0, bytes: 0, trashed: 0, trashed_bytes: 0, version: 0 };

/** How much each owner keeps, counted where it changes and never over a library. */
@Injectable()
export class UsageRepository {
  constructor(private readonly db: Database) {}

  async of(owner: string, on: Executor = this.db): Promise<Usage> {
    const row = await on.selectFrom('usage_counters').selectAll().where('owner_id', '=', owner).executeTakeFirst();
    return row ?? NOTHING;
  }

  /** Belongs into the transaction that makes it true. @returns the version of the library after it. */
  async add(owner: string, change: Partial<Omit<Usage, 'version'>>, on: Executor): Promise<number> {
    const { images = 0, bytes = 0, trashed = 0, trashed_bytes = 0 } = change;
    const { version } = await on
      .insertInto('usage_counters')
      .values({ owner_id: owner, images, bytes, trashed, trashed_bytes, version: 1 })
      .onConflict((conflict) =>
        conflict.column('owner_id').doUpdateSet(({ ref, eb }) => ({
          images: eb(ref('usage_counters.images'), '+', images),
          bytes: eb(ref('usage_counters.bytes'), '+', bytes),
          trashed: eb(ref('usage_counters.trashed'), '+', trashed),
          trashed_bytes: eb(ref('usage_counters.trashed_bytes'), '+', trashed_bytes),
          version: eb(ref('usage_counters.version'), '+', 1),
        })),
      )
      .returning('version')
      .executeTakeFirstOrThrow();
    return version;
  }
}
