import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { AttemptRow } from '../database/schema';

/** Counters of attempts, each for a window of time that begins with its first attempt. */
@Injectable()
export class AttemptRepository {
  constructor(private readonly db: Database) {}

  /** Counts one more, in a new window where the last one is over, in one statement: no other process comes between. */
  count(key: string, windowMs: number, now: number, on: Executor = this.db): Promise<AttemptRow> {
    return on
      .insertInto('attempts')
      .values({ key, count: 1, resets_at: now + windowMs })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet(({ eb, ref, not }) => {
          // One that ends later than a window lasts was begun by a clock that was ahead.
          const isOver = not(eb.between('attempts.resets_at', now + 1, now + windowMs));
          return {
            count: eb.case().when(isOver).then(1).else(eb('attempts.count', '+', 1)).end(),
            resets_at: eb.case().when(isOver).then(ref('excluded.resets_at')).else(ref('attempts.resets_at')).end(),
          };
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Takes one attempt from each counter. */
  async giveBack(keys: readonly string[], on: Executor = this.db): Promise<void> {
    await on
      .updateTable('attempts')
      .set((row) => ({ count: row('count', '-', 1) }))
      .where('key', 'in', keys)
      .where('count', '>', 0)
      .execute();
  }

  async delete(keys: readonly string[], on: Executor = this.db): Promise<void> {
    await on.deleteFrom('attempts').where('key', 'in', keys).execute();
  }

  /** Deletes counters whose window is over and, if more than `max` are left, those that end first. */
  async sweep(now: number, max: number, on: Executor = this.db): Promise<void> {
    await on.deleteFrom('attempts').where('resets_at', '<=', now).execute();
    const surplus = await on.selectFrom('attempts').select('resets_at').orderBy('resets_at', 'desc').offset(max).limit(1).executeTakeFirst();
    if (surplus) await on.deleteFrom('attempts').where('resets_at', '<=', surplus.resets_at).execute();
  }
}
