import { Injectable } from '@nestjs/common';
import { DEVICES_MAX } from '@vitrine/contracts';
import { Database, type Executor } from '../database/database';
import type { SessionRow, UserRow } from '../database/schema';

/** Ended at once; more wait for the next sign-in. */
const SURPLUS_MAX = 500;

/** Signed-in devices. Live: not ended, not run out, and the account is not disabled. */
@Injectable()
export class SessionRepository {
  constructor(private readonly db: Database) {}

  async insert(session: SessionRow, on: Executor = this.db): Promise<void> {
    await on.insertInto('sessions').values(session).execute();
  }

  /** The account's role when the session is live. */
  live(userId: string, id: string, now: number, on: Executor = this.db): Promise<Pick<UserRow, 'role'> | undefined> {
    return on
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select('users.role')
      .where('sessions.id', '=', id)
      .where('users.id', '=', userId)
      .where('users.disabled_at', 'is', null)
      .where('sessions.ended_at', 'is', null)
      .where('sessions.expires_at', '>', now)
      .executeTakeFirst();
  }

  /** Newest use first. */
  listOf(userId: string, now: number, on: Executor = this.db): Promise<SessionRow[]> {
    return on
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('last_seen_at', 'desc')
      .orderBy('id', 'desc')
      .limit(DEVICES_MAX)
      .execute();
  }

  /** Holds the row until `on` ends. False when there is no such live session of this user, also if it ended a moment ago. */
  async extend(userId: string, id: string, now: number, expiresAt: number, on: Executor = this.db): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('sessions')
      .set({ last_seen_at: now, expires_at: expiresAt })
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** False when there was no such live session of this user. */
  async end(userId: string, id: string, now: number, on: Executor = this.db): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Ids of the sessions it ended. */
  async endAll(userId: string, now: number, on: Executor = this.db): Promise<string[]> {
    const ended = await on
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute();
    return ended.map(({ id }) => id);
  }

  /** Ends all live sessions of a user but the `kept` last used ones. Ids of the sessions it ended. */
  async endOldest(userId: string, kept: number, now: number, on: Executor = this.db): Promise<string[]> {
    const surplus = await on
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .orderBy('last_seen_at', 'desc')
      .orderBy('id', 'desc')
      .offset(kept)
      .limit(SURPLUS_MAX)
      .execute();
    if (surplus.length === 0) return [];
    const ids = surplus.map(({ id }) => id);
    await on.updateTable('sessions').set({ ended_at: now }).where('user_id', '=', userId).where('id', 'in', ids).execute();
    return ids;
  }

  /** Ends sessions no later than `maxMs` after they began. */
  async limitAll(maxMs: number): Promise<void> {
    await this.db
      .updateTable('sessions')
      .set((row) => ({ expires_at: row('created_at', '+', maxMs) }))
      .where((row) => row('expires_at', '>', row('created_at', '+', maxMs)))
      .execute();
  }

  /** Rows of sessions that are over, with their tokens: nothing can be done with either any more. */
  async sweep(userId: string, now: number, on: Executor = this.db): Promise<void> {
    await on
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where((is) => is.or([is('ended_at', 'is not', null), is('expires_at', '<=', now)]))
      .execute();
  }

  /** The same for every user. */
  async sweepAll(now: number): Promise<void> {
    await this.db
      .deleteFrom('sessions')
      .where((is) => is.or([is('ended_at', 'is not', null), is('expires_at', '<=', now)]))
      .execute();
  }
}
