import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { LiveSessions } from './live-sessions';
import { WatchedSessionRepository } from './watched-session.repository';

/** How late the end of a session may be noticed by what goes on. */
const LOOK_AGAIN_MS = 2000;

interface Look {
  readonly at: number;
  /** When a stream last asked for it; those for which none does are removed. */
  asked: number;
  readonly lasts: Promise<boolean>;
}

/** Whether sessions last: while nothing is sent, one look at the database for all sessions that have streams open. */
@Injectable()
export class SessionWatch {
  private readonly looks = new Map<string, Look>();

  constructor(
    private readonly sessions: LiveSessions,
    private readonly watched: WatchedSessionRepository,
  ) {}

  /** Before something is sent. */
  lastsNow({ userId, sessionId, via }: Caller): Promise<boolean> {
    const lasts = this.sessions.callerOf(userId, sessionId, via).then((live) => live !== null);
    const now = performance.now();
    this.letGo(now);
    this.keep([sessionId], now, () => lasts);
    return lasts;
  }

  /** While nothing is sent: as it was two seconds ago, or later. */
  lasts({ sessionId }: Caller): Promise<boolean> {
    const now = performance.now();
    const known = this.looks.get(sessionId);
    if (known && now - known.at < LOOK_AGAIN_MS) {
      known.asked = now;
      return known.lasts;
    }
    this.letGo(now);
    return this.lookAtAll(sessionId, now);
  }

  /** The others are asked for soon, too. */
  private lookAtAll(sessionId: string, now: number): Promise<boolean> {
    const known = this.looks.get(sessionId);
    if (known) known.asked = now;
    const ids = [...new Set([sessionId, ...this.looks.keys()])];
    const live = this.watched.live(ids, Date.now());
    this.keep(ids, now, (id) => live.then((alive) => alive.has(id)));
    return live.then((alive) => alive.has(sessionId));
  }

  private keep(ids: readonly string[], at: number, lastsOf: (id: string) => Promise<boolean>): void {
    for (const id of ids) {
      const look: Look = { at, asked: this.looks.get(id)?.asked ?? at, lasts: lastsOf(id) };
      look.lasts.catch(() => { if (this.looks.get(id) === look) this.looks.delete(id); });
      this.looks.set(id, look);
    }
  }

  /** Nobody has asked since. */
  private letGo(now: number): void {
    for (const [id, { asked }] of this.looks) if (now - asked >= 2 * LOOK_AGAIN_MS) this.looks.delete(id);
  }
}
