import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type KeyRing, Secrets, type SigningKey } from '../config/secrets';
import type { Executor } from '../database/database';
import type { RefreshTokenRow } from '../database/schema';
import { RefreshTokenRepository } from './refresh-token.repository';

/** Two tabs that wake together both send the token they share; the later one is not reuse. */
export const GRACE_MS = 10_000;
/** How long the use of a spent token whose successor arrived is still recognised as reuse; an older one is as good as unknown. */
const SPENT_KEPT_MS = 24 * 60 * 60 * 1000;
const TOKEN_BYTES = 32;

export interface IssuedToken {
  readonly token: string;
  /** The `jti` of what is issued with it. */
  readonly id: string;
}

/**
 * Refresh tokens: each has one successor. A successor is derived from its parent with a key of the server, so that it can
 * be sent again while only hashes are stored: neither the rows nor the key alone give a token.
 */
@Injectable()
export class RefreshTokens {
  private readonly keys: KeyRing;

  constructor(
    secrets: Secrets,
    private readonly rows: RefreshTokenRepository,
  ) {
    this.keys = secrets.sessionKeys;
  }

  /** The first token of a session. */
  issue(sessionId: string, now: number, on: Executor): Promise<IssuedToken> {
    return this.insert(sessionId, randomBytes(TOKEN_BYTES).toString('base64url'), null, now, on);
  }

  /**
   * The successor of a known token; the same one until that is used, so that a lost answer can be asked for again.
   * Null when the token was used before and its answer is known to have arrived: two hold it. `on` holds the session's row.
   */
  async renew(sessionId: string, token: string, now: number, on: Executor): Promise<IssuedToken | null> {
    const hash = hashOf(token);
    if (!(await this.rows.spend(hash, now, on))) return this.repeat(hash, token, now, on);
    await this.rows.sweepOf(sessionId, now - SPENT_KEPT_MS, on);
    return this.insert(sessionId, successorOf(token, this.keys[0]), hash, now, on);
  }

  /** Those of all sessions that were spent long ago. */
  sweep(now: number): Promise<void> {
    return this.rows.sweep(now - SPENT_KEPT_MS);
  }

  private async repeat(hash: string, token: string, now: number, on: Executor): Promise<IssuedToken | null> {
    const parent = await this.rows.findByHash(hash, on);
    const successor = await this.rows.findSuccessor(hash, on);
    if (!successor || !parent || isReuse(parent, successor, now)) return null;
    // A key that was added since does not change the successor.
    const derived = this.keys.map((key) => successorOf(token, key)).find((candidate) => hashOf(candidate) === successor.hash);
    return derived === undefined || successor.id === null ? null : { token: derived, id: successor.id };
  }

  private async insert(sessionId: string, token: string, parentHash: string | null, now: number, on: Executor): Promise<IssuedToken> {
    const id = uuidv7();
    await this.rows.insert({ hash: hashOf(token), id, session_id: sessionId, parent_hash: parentHash, created_at: now, spent_at: null, received_at: null }, on);
    return { token, id };
  }
}

function isReuse(parent: RefreshTokenRow, successor: RefreshTokenRow, now: number): boolean {
  if (successor.spent_at !== null) return true;
  return successor.received_at !== null && now - (parent.spent_at ?? now) > GRACE_MS;
}

function successorOf(token: string, { key }: SigningKey): string {
  return createHmac('sha256', key).update(`successor:${token}`).digest('base64url');
}

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
