import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DeviceList, Session } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../access/caller';
import { Database, type Executor } from '../database/database';
import type { UserRow } from '../database/schema';
import { notFound } from '../problems/catalogue';
import { RememberedTokens } from './remembered-tokens';
import { type PresentedToken, SessionRepository } from './session.repository';
import { toDevice } from './device.view';
import { ACCESS_SECONDS, Tokens } from './tokens';
import { toUser } from './user.view';

/** A session ends by itself after this long without a refresh. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
/** Two tabs that wake together both send the token they share; the later one is no thief. */
export const GRACE_MS = 10_000;
const REFRESH_TOKEN_BYTES = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface SignedIn {
  readonly session: Session;
  readonly refreshToken: string;
  readonly mediaToken: string;
}

/** A session is one signed-in device: a family of refresh tokens, each good once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionRepository,
    private readonly tokens: Tokens,
    private readonly remembered: RememberedTokens,
  ) {}

  async open(user: UserRow, device: string): Promise<SignedIn> {
    const now = Date.now();
    const id = uuidv7();
    const refreshToken = await this.db.atomically(async (on) => {
      await this.sessions.sweep(user.id, now, on);
      await this.sessions.insert({ id, user_id: user.id, device, created_at: now, last_seen_at: now, expires_at: now + SESSION_SECONDS * 1000, ended_at: null }, on);
      return this.addToken(id, now, on);
    });
    return this.signedIn(user, id, refreshToken);
  }

  /**
   * Null when the token is good for nothing. A spent one means that two hold it, and which of them is the thief nobody
   * can tell: the family ends for both.
   */
  async refresh(refreshToken: string): Promise<SignedIn | null> {
    const now = Date.now();
    const hash = hashOf(refreshToken);
    const outcome = await this.db.atomically(async (on) => {
      const presented = await this.sessions.present(hash, on);
      if (!presented || !isLive(presented, now)) return null;
      const { session, user, token } = presented;
      if (await this.isReused(user.id, presented, now, on)) return { ended: session.id };
      if (token.spent_at === null) await this.sessions.spend(hash, now, on);
      await this.sessions.extend(user.id, session.id, now, now + SESSION_SECONDS * 1000, on);
      return { user, sessionId: session.id, next: await this.addToken(session.id, now, on) };
    });
    if (outcome?.ended !== undefined) this.remembered.forgetSession(outcome.ended);
    return outcome?.user ? this.signedIn(outcome.user, outcome.sessionId, outcome.next) : null;
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
  async close({ userId, sessionId }: Caller): Promise<void> {
    await this.sessions.end(userId, sessionId, Date.now());
    this.remembered.forgetSession(sessionId);
  }

  /** Whoever holds the token ends its session; one that is not known ends nothing. */
  async endByToken(refreshToken: string): Promise<void> {
    const presented = await this.sessions.present(hashOf(refreshToken));
    if (!presented) return;
    await this.sessions.end(presented.user.id, presented.session.id, Date.now());
    this.remembered.forgetSession(presented.session.id);
  }

  /** Within what `on` does, for what must change with it; the tokens are forgotten when that has committed. */
  async endAll(userId: string, except: string | null, change: (on: Executor) => Promise<void>): Promise<void> {
    const ended = await this.db.atomically(async (on) => {
      await change(on);
      return this.sessions.endAll(userId, except, Date.now(), on);
    });
    for (const id of ended) this.remembered.forgetSession(id);
  }

  private async isReused(userId: string, { token, session }: PresentedToken, now: number, on: Executor): Promise<boolean> {
    if (token.spent_at === null || now - token.spent_at <= GRACE_MS) return false;
    await this.sessions.end(userId, session.id, now, on);
    return true;
  }

  private async addToken(sessionId: string, now: number, on: Executor): Promise<string> {
    const token = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url');
    await this.sessions.insertToken({ hash: hashOf(token), session_id: sessionId, created_at: now, spent_at: null }, on);
    return token;
  }

  private signedIn(user: UserRow, sessionId: string, refreshToken: string): SignedIn {
    const accessToken = this.tokens.sign(this.tokens.access, user.id, sessionId);
    return {
      session: { accessToken, tokenType: 'Bearer', expiresIn: ACCESS_SECONDS, user: toUser(user) },
      refreshToken,
      mediaToken: this.tokens.sign(this.tokens.media, user.id, sessionId),
    };
  }
}

function isLive({ session, user }: PresentedToken, now: number): boolean {
  return user.disabled_at === null && session.ended_at === null && session.expires_at > now;
}

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
