import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { RefreshTokenRow, SessionRow, UserRow } from '../database/schema';

/** A refresh token with the session it belongs to and the account that signed in. */
export interface PresentedToken {
  readonly token: RefreshTokenRow;
  readonly session: SessionRow;
  readonly user: UserRow;
}

/** The refresh tokens of sessions, by their hashes. */
@Injectable()
export class RefreshTokenRepository {
  constructor(private readonly db: Database) {}

  async insert(token: RefreshTokenRow, on: Executor = this.db): Promise<void> {
    await on.insertInto('refresh_tokens').values(token).execute();
  }

  /** Takes no owner: the token itself proves who holds it. */
  async present(hash: string, on: Executor = this.db): Promise<PresentedToken | null> {
    const token = await this.findByHash(hash, on);
    if (!token) return null;
    const session = await on.selectFrom('sessions').selectAll().where('id', '=', token.session_id).executeTakeFirstOrThrow();
    const user = await on.selectFrom('users').selectAll().where('id', '=', session.user_id).executeTakeFirstOrThrow();
    return { token, session, user };
  }

  findByHash(hash: string, on: Executor = this.db): Promise<RefreshTokenRow | undefined> {
    return on.selectFrom('refresh_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
  }

  findSuccessor(parentHash: string, on: Executor = this.db): Promise<RefreshTokenRow | undefined> {
    return on.selectFrom('refresh_tokens').selectAll().where('parent_hash', '=', parentHash).executeTakeFirst();
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

  /** Notes that the answer with this successor arrived. Writes once, and only for a token that is a successor. */
  async markReceived(sessionId: string, id: string, now: number, on: Executor = this.db): Promise<void> {
    const unmarked = await on
      .selectFrom('refresh_tokens')
      .select('hash')
      .where('id', '=', id)
      .where('session_id', '=', sessionId)
      .where('parent_hash', 'is not', null)
      .where('received_at', 'is', null)
      .executeTakeFirst();
    if (unmarked) await on.updateTable('refresh_tokens').set({ received_at: now }).where('hash', '=', unmarked.hash).execute();
  }

  /** Tokens of one session that were spent before `before`, but not one whose answer is not known to have arrived: its client may still ask for it again. */
  async sweepOf(sessionId: string, before: number, on: Executor = this.db): Promise<void> {
    await this.spentBefore(before, on).where('session_id', '=', sessionId).execute();
  }

  /** The same for all sessions. */
  async sweep(before: number, on: Executor = this.db): Promise<void> {
    await this.spentBefore(before, on).execute();
  }

  private spentBefore(before: number, on: Executor) {
    return on
      .deleteFrom('refresh_tokens')
      .where('spent_at', '<', before)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('refresh_tokens as successor')
              .select('successor.hash')
              .whereRef('successor.parent_hash', '=', 'refresh_tokens.hash')
              .where('successor.spent_at', 'is', null)
              .where('successor.received_at', 'is', null),
          ),
        ),
      );
  }
}
