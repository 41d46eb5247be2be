import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { type KeyRing, Secrets, type SigningKey } from '../config/secrets';

type SessionOfUser = Pick<Caller, 'userId' | 'sessionId'>;

/** Each ends one session and can do nothing else, so that a browser may keep it for a sign-out that has to wait. */
@Injectable()
export class SignOutTokens {
  private readonly keys: KeyRing;

  constructor(secrets: Secrets) {
    this.keys = secrets.sessionKeys;
  }

  issue(session: SessionOfUser): string {
    return tokenFor(session, this.keys[0]);
  }

  /** Null for one that was not issued here. */
  verify(token: string): SessionOfUser | null {
    const [userId = '', sessionId = ''] = token.split('.', 2);
    const session = { userId, sessionId };
    return this.keys.some((key) => isEqual(token, tokenFor(session, key))) ? session : null;
  }
}

function tokenFor({ userId, sessionId }: SessionOfUser, { key }: SigningKey): string {
  const mac = createHmac('sha256', key).update(`sign-out:${userId}:${sessionId}`).digest('base64url');
  return `${userId}.${sessionId}.${mac}`;
}

function isEqual(a: string, b: string): boolean {
  const [bytes, others] = [Buffer.from(a), Buffer.from(b)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}
