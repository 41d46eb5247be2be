import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { ArchiveTicketRow } from '../../database/schema';

/** One owner's at the same time. */
const TICKETS_MAX = 100;

/** Leave to download an archive once. */
@Injectable()
export class ArchiveTicketRepository {
  constructor(private readonly db: Database) {}

  /** False when the owner has enough that are still good. */
  insert(owner: string, ticket: Omit<ArchiveTicketRow, 'owner_id'>, now: number): Promise<boolean> {
    return this.db.atomically(async (on) => {
      await on.deleteFrom('archive_tickets').where('owner_id', '=', owner).where('expires_at', '<=', now).execute();
      const { tickets } = await on
        .selectFrom('archive_tickets')
        .select((row) => row.fn.countAll<number>().as('tickets'))
        .where('owner_id', '=', owner)
        .executeTakeFirstOrThrow();
      if (Number(tickets) >= TICKETS_MAX) return false;
      await on.insertInto('archive_tickets').values({ ...ticket, owner_id: owner }).execute();
      return true;
    });
  }

  /** It stays good. */
  find(owner: string, sessionId: string, hash: string, now: number): Promise<ArchiveTicketRow | undefined> {
    return this.db
      .selectFrom('archive_tickets')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('session_id', '=', sessionId)
      .where('hash', '=', hash)
      .where('expires_at', '>', now)
      .executeTakeFirst();
  }

  /** Of many who come with the same one, one takes it. Undefined for one that is spent, old or of another session. */
  take(owner: string, sessionId: string, hash: string, now: number): Promise<ArchiveTicketRow | undefined> {
    return this.db
      .deleteFrom('archive_tickets')
      .where('owner_id', '=', owner)
      .where('session_id', '=', sessionId)
      .where('hash', '=', hash)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
  }
}
