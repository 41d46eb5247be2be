import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { RefreshTokenRow, SessionRow, UserRow } from '../database/schema';

/** A refresh token with the session it belongs to and the account that signed in. */
export interface PresentedToken {
  readonly token: RefreshTokenRow;
  readonly session: SessionRow;
  readonly user: UserRow;
}

/** Signed-in devices and their refresh tokens. Live: not ended, not run out, and the account is not disabled. */
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
      .execute();
  }

  async extend(userId: string, id: string, lastSeenAt: number, expiresAt: number, on: Executor = this.db): Promise<void> {
    await on
      .updateTable('sessions')
      .set({ last_seen_at: lastSeenAt, expires_at: expiresAt })
      .where('user_id', '=', userId)
      .where('id', '=', id)
      .execute();
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
  async endAll(userId: string, except: string | null, now: number, on: Executor = this.db): Promise<string[]> {
    const ended = await on
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('user_id', '=', userId)
      .where('ended_at', 'is', null)
      .$if(except !== null, (query) => query.where('id', '!=', except))
      .returning('id')
      .execute();
    return ended.map(({ id }) => id);
  }

  /** Rows of sessions that are over, with their tokens: nothing can be done with either any more. */
  async sweep(userId: string, now: number, on: Executor = this.db): Promise<void> {
    await on
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where((is) => is.or([is('ended_at', 'is not', null), is('expires_at', '<=', now)]))
      .execute();
  }

  async insertToken(token: RefreshTokenRow, on: Executor = this.db): Promise<void> {
    await on.insertInto('refresh_tokens').values(token).execute();
  }

  /** Whoever holds the token is whom it was given to: here the token itself is the owner's proof. */
  async present(hash: string, on: Executor = this.db): Promise<PresentedToken | null> {
    const token = await on.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
    if (!token) return null;
    const session = await on.selectFrom('sessions').selectAll().where('id', '=', token.session_id).executeTakeFirstOrThrow();
    const user = await on.selectFrom('users').selectAll().where('id', '=', session.user_id).executeTakeFirstOrThrow();
    return { token, session, user };
  }

  /** False when it was spent already: of two that come together, one spends it. */
  async spend(hash: string, now: number, on: Executor = this.db): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('refresh_tokens')
      .set({ spent_at: now })
      .where('hash', '=', hash)
      .where('spent_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
