import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Caller } from '../access/caller';
import type { Proven } from './proven';
import { RefreshTokenRepository } from './refresh-token.repository';
import { SessionRepository } from './session.repository';
import type { Claims } from './strict-jwt';

/** Whether the session that a token speaks of is still there to speak for. */
@Injectable()
export class LiveSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokenRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** Null when the session ended, ran out, or its account is disabled; and without claims there is nothing to ask. */
  async prove(claims: Claims | null, via: Caller['via']): Promise<Proven | null> {
    const caller = claims && (await this.callerOf(claims.sub, claims.sid, via));
    if (!caller) return null;
    await this.markReceived(claims);
    return { caller, until: claims.exp * 1000 };
  }

  async callerOf(userId: string, sessionId: string, via: Caller['via']): Promise<Caller | null> {
    const live = await this.sessions.live(userId, sessionId, Date.now());
    return live ? { userId, sessionId, role: live.role, via } : null;
  }

  /** A disk that takes no more rows is no reason to refuse a read. */
  private async markReceived({ sid, jti }: Claims): Promise<void> {
    try {
      await this.refreshTokens.markReceived(sid, jti, Date.now());
    } catch (err) {
      this.logger.warn({ event: 'session.mark-failed', err }, 'the use of a session was not recorded');
    }
  }
}
