import { Injectable } from '@nestjs/common';
import type { ExpressionBuilder } from 'kysely';
import { Database } from './database';
import type { Schema } from './schema';

/** No lease is taken for longer. One that ends later was taken by a clock that was ahead, and is over. */
export const LEASE_MAX_MS = 2 * 60 * 60 * 1000;

/** What only one process at a time may do. One that is killed holds its lease no longer than it asked for. */
@Injectable()
export class LeaseRepository {
  constructor(private readonly db: Database) {}

  /** Takes the lease, or prolongs one's own. False when somebody else has it. */
  async take(name: string, holder: string, now: number, until: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows = 0n } = await this.db
      .insertInto('leases')
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until })
          .where((eb) => eb.or([eb.not(lasts(eb, now)), eb('leases.holder', '=', holder)])),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }

  /** Prolongs one's own lease, if nobody could have taken it meanwhile. */
  async prolong(name: string, holder: string, now: number, until: number): Promise<boolean> {
    const { numUpdatedRows } = await this.db
      .updateTable('leases')
      .set({ until })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .where('until', '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async isHeld(name: string, now: number): Promise<boolean> {
    const lease = await this.db.selectFrom('leases').select('name').where('name', '=', name).where((eb) => lasts(eb, now)).executeTakeFirst();
    return lease !== undefined;
  }

  async release(name: string, holder: string): Promise<void> {
    await this.db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
  }
}

function lasts(eb: ExpressionBuilder<Schema, 'leases'>, now: number) {
  return eb.between('leases.until', now + 1, now + LEASE_MAX_MS);
}
