import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import type { Proven } from './proven';
import { SessionRepository } from './session.repository';
import { type VerifiedToken, claimsOf } from './strict-jwt';
import type { TokenKind } from './tokens';

/** Whether the session that a token speaks of is still there to speak for. */
@Injectable()
export class LiveSessions {
  constructor(private readonly sessions: SessionRepository) {}

  /** Null when a claim is wrong, or the session ended, ran out, or its account is disabled. */
  async prove(kind: TokenKind, token: VerifiedToken): Promise<Proven | null> {
    const claims = claimsOf(kind, token);
    if (!claims) return null;
    const caller = await this.callerOf(claims.sub, claims.sid, kind.via);
    return caller && { caller, until: claims.exp * 1000 };
  }

  async callerOf(userId: string, sessionId: string, via: Caller['via']): Promise<Caller | null> {
    const live = await this.sessions.live(userId, sessionId, Date.now());
    return live ? { userId, sessionId, role: live.role, via } : null;
  }
}
