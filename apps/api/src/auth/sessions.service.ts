import { Injectable } from '@nestjs/common';
import { DEVICES_MAX, type DeviceList, type Session } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../access/caller';
import { Config } from '../config/config';
import { Database, type Executor } from '../database/database';
import type { UserRow } from '../database/schema';
import { notFound, unauthenticated } from '../problems/catalogue';
import { toDevice } from './device.view';
import { type PresentedToken, RefreshTokenRepository } from './refresh-token.repository';
import { type IssuedToken, RefreshTokens, hashOf } from './refresh-tokens';
import { RememberedTokens } from './remembered-tokens';
import { SessionRepository } from './session.repository';
import { SignOutTokens } from './sign-out-tokens';
import { ACCESS_SECONDS, type TokenKind, Tokens } from './tokens';
import { UserRepository } from './user.repository';
import { toUser } from './user.view';

/** A session ends after this long without a refresh, and at the latest when the longest lifetime is over. */
const IDLE_MS = 30 * 24 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface SignedIn {
  /** The account of the session, with the password hash that the session belongs to. */
  readonly user: UserRow;
  readonly session: Session;
  readonly refreshToken: string;
  /** Epoch milliseconds at which the session ends without another refresh. */
  readonly expiresAt: number;
  readonly mediaToken: string;
}

interface OpenSession {
  readonly sessionId: string;
  /** The newest of its refresh tokens. */
  readonly issued: IssuedToken;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A session is one signed-in device: a family of refresh tokens, each with one successor. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly presented: RefreshTokenRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly signOutTokens: SignOutTokens,
    private readonly tokens: Tokens,
    private readonly remembered: RememberedTokens,
  ) {}

  /** For an account as it was when its password was verified. Rejects with `unauthenticated` if that changed, or it was disabled, since. */
  async open(user: UserRow, device: string): Promise<SignedIn> {
    const { opened, ended } = await this.db.atomically(async (on) => {
      if (!(await this.users.holdUnchanged(user, on))) throw unauthenticated();
      await this.sessions.sweep(user.id, Date.now(), on);
      // As many as are listed: a session that its owner cannot see, they could not end.
      const ended = await this.sessions.endOldest(user.id, DEVICES_MAX - 1, Date.now(), on);
      return { ended, opened: await this.begin(user, device, on) };
    });
    this.forget(ended);
    return this.signedIn(user, opened);
  }

  /** Ends all sessions of the account and opens a new one, in one transaction with `change`. The account is as `change` leaves it. */
  async replaceAll(user: UserRow, device: string, change: (on: Executor) => Promise<void>): Promise<SignedIn> {
    const { opened, ended } = await this.db.atomically(async (on) => {
      await change(on);
      const ended = await this.sessions.endAll(user.id, Date.now(), on);
      return { ended, opened: await this.begin(user, device, on) };
    });
    this.forget(ended);
    return this.signedIn(user, opened);
  }

  /**
   * Null when the token is good for nothing. A reused one means that two hold it, and nobody can tell which of them is
   * the thief: the session ends for both.
   */
  async refresh(refreshToken: string): Promise<SignedIn | null> {
    const now = Date.now();
    const outcome = await this.db.atomically(async (on) => {
      const presented = await this.presented.present(hashOf(refreshToken), on);
      if (!presented || !isLive(presented, now)) return null;
      const { session, user } = presented;
      const expiresAt = this.expiryOf(session.created_at, now);
      if (expiresAt <= now || !(await this.sessions.extend(user.id, session.id, now, expiresAt, on))) return null;
      const issued = await this.refreshTokens.renew(session.id, refreshToken, now, on);
      if (!issued) await this.sessions.end(user.id, session.id, now, on);
      return { user, sessionId: session.id, issued, expiresAt };
    });
    if (outcome?.issued) return this.signedIn(outcome.user, { ...outcome, issued: outcome.issued });
    if (outcome) this.remembered.forgetSession(outcome.sessionId);
    return null;
  }

  async isLive({ userId, sessionId }: Caller, on: Executor): Promise<boolean> {
    return (await this.sessions.live(userId, sessionId, Date.now(), on)) !== undefined;
  }

  async list(caller: Caller): Promise<DeviceList> {
    const rows = await this.sessions.listOf(caller.userId, Date.now());
    return { sessions: rows.map((row) => toDevice(row, caller.sessionId)) };
  }

  /** Another's, an unknown, a malformed and an ended one are alike. */
  async end(userId: string, sessionId: string): Promise<void> {
    const ended = UUID.test(sessionId) && (await this.sessions.end(userId, sessionId, Date.now()));
    if (!ended) throw notFound();
    this.remembered.forgetSession(sessionId);
  }

  /** The caller's own; one that ended meanwhile is fine. */
  async close({ userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>): Promise<void> {
    if (await this.sessions.end(userId, sessionId, Date.now())) this.remembered.forgetSession(sessionId);
  }

  /** Null for a token that is not known. The session may be over. */
  async sessionOf(refreshToken: string): Promise<string | null> {
    return (await this.presented.present(hashOf(refreshToken)))?.session.id ?? null;
  }

  /** Whoever holds the token ends its session; one that is not known ends nothing. */
  async endByToken(refreshToken: string): Promise<void> {
    const presented = await this.presented.present(hashOf(refreshToken));
    if (presented) await this.close({ userId: presented.user.id, sessionId: presented.session.id });
  }

  /** Within what `on` does, for what must change with it; the tokens are forgotten when that has committed. */
  async endAll(userId: string, change: (on: Executor) => Promise<void>): Promise<void> {
    this.forget(await this.db.atomically(async (on) => {
      await change(on);
      return this.sessions.endAll(userId, Date.now(), on);
    }));
  }

  private async begin(user: UserRow, device: string, on: Executor): Promise<OpenSession> {
    const now = Date.now();
    const sessionId = uuidv7();
    const expiresAt = this.expiryOf(now, now);
    await this.sessions.insert({ id: sessionId, user_id: user.id, device, created_at: now, last_seen_at: now, expires_at: expiresAt, ended_at: null }, on);
    return { sessionId, issued: await this.refreshTokens.issue(sessionId, now, on), expiresAt };
  }

  private forget(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.remembered.forgetSession(id);
  }

  private expiryOf(createdAt: number, now: number): number {
    return Math.min(now + IDLE_MS, createdAt + this.config.sessionMaxMs);
  }

  private signedIn(user: UserRow, { sessionId, issued: { token, id }, expiresAt }: OpenSession): SignedIn {
    const sign = (kind: TokenKind) => this.tokens.sign(kind, { userId: user.id, sessionId, id });
    return {
      user,
      session: { accessToken: sign(this.tokens.access), tokenType: 'Bearer', expiresIn: ACCESS_SECONDS, signOutToken: this.signOutTokens.issue({ userId: user.id, sessionId }), user: toUser(user) },
      refreshToken: token,
      expiresAt,
      mediaToken: sign(this.tokens.media),
    };
  }
}

function isLive({ session, user }: PresentedToken, now: number): boolean {
  return user.disabled_at === null && session.ended_at === null && session.expires_at > now;
}
