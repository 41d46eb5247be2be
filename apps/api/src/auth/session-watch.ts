import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { LiveSessions } from './live-sessions';

/** How late the end of a session may be noticed by what goes on. */
const LOOK_AGAIN_MS = 2000;
/** Beyond it, answers that are too old are let go. */
const KEPT_MAX = 1000;

interface Look {
  readonly at: number;
  readonly lasts: Promise<boolean>;
}

/** Whether sessions last, looked up once for all the streams that each of them has open. */
@Injectable()
export class SessionWatch {
  private readonly looks = new Map<string, Look>();

  constructor(private readonly sessions: LiveSessions) {}

  /** Before something is sent. */
  lastsNow(caller: Caller): Promise<boolean> {
    return this.look(caller, performance.now());
  }

  /** While nothing is sent: as it was two seconds ago, or later. */
  lasts(caller: Caller): Promise<boolean> {
    const now = performance.now();
    const known = this.looks.get(keyOf(caller));
    return known && now - known.at < LOOK_AGAIN_MS ? known.lasts : this.look(caller, now);
  }

  private look(caller: Caller, now: number): Promise<boolean> {
    const key = keyOf(caller);
    const lasts = this.sessions.callerOf(caller.userId, caller.sessionId, caller.via).then((live) => live !== null);
    lasts.catch(() => this.looks.delete(key));
    if (this.looks.size >= KEPT_MAX) this.letGo(now);
    this.looks.set(key, { at: now, lasts });
    return lasts;
  }

  private letGo(now: number): void {
    for (const [key, { at }] of this.looks) if (now - at >= LOOK_AGAIN_MS) this.looks.delete(key);
  }
}

function keyOf({ userId, sessionId, via }: Caller): string {
  return `${userId}/${sessionId}/${via}`;
}
