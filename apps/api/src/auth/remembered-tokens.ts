import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller';
import { LiveSessions } from './live-sessions';
import type { Proven } from './proven';

const TOKENS_MAX = 10_000;
/** What another process changed in the rows (an account disabled by hand) is seen after this at the latest. */
const RECHECK_MS = 1000;

interface Remembered extends Proven {
  /** By the monotonic clock. */
  readonly checkedAt: number;
}

/**
 * Tokens that were verified a moment ago, so that the next request of a page costs a look into a map. A token is
 * forgotten at once when its session ends here, when it runs out, and, oldest first, when there are too many.
 */
@Injectable()
export class RememberedTokens {
  private readonly byToken = new Map<string, Remembered>();
  private readonly ofSession = new Map<string, Set<string>>();
  /** Goes up with every ending: what was verified before one is not remembered after it. */
  private endings = 0;

  constructor(private readonly live: LiveSessions) {}

  /** The caller of a token; `prove` verifies one that is not remembered, and throws when it is bad. */
  async callerOf(token: string, via: Caller['via'], prove: () => Promise<Proven>): Promise<Caller> {
    const now = Date.now();
    const remembered = this.find(token, via, now);
    const checkedAt = performance.now();
    if (remembered && checkedAt - remembered.checkedAt < RECHECK_MS) return remembered.caller;
    const { endings } = this;
    this.forget(token);
    const proven = (remembered && (await this.recheck(remembered))) ?? (await prove());
    if (endings === this.endings) this.remember(token, { ...proven, checkedAt });
    return proven.caller;
  }

  forgetSession(sessionId: string): void {
    this.endings += 1;
    for (const token of this.ofSession.get(sessionId) ?? []) this.forget(token);
  }

  get size(): number {
    return this.byToken.size;
  }

  /** A token remembered for one use is none for another. */
  private find(token: string, via: Caller['via'], now: number): Remembered | null {
    const remembered = this.byToken.get(token);
    if (!remembered || remembered.caller.via !== via) return null;
    if (remembered.until > now) return remembered;
    this.forget(token);
    return null;
  }

  private async recheck({ caller, until }: Remembered): Promise<Proven | null> {
    const live = await this.live.callerOf(caller.userId, caller.sessionId, caller.via);
    return live && { caller: live, until };
  }

  private remember(token: string, remembered: Remembered): void {
    const oldest = this.byToken.keys().next();
    if (this.byToken.size >= TOKENS_MAX && !oldest.done) this.forget(oldest.value);
    const { sessionId } = remembered.caller;
    this.byToken.set(token, remembered);
    this.ofSession.set(sessionId, (this.ofSession.get(sessionId) ?? new Set()).add(token));
  }

  private forget(token: string): void {
    const sessionId = this.byToken.get(token)?.caller.sessionId;
    if (sessionId === undefined) return;
    this.byToken.delete(token);
    const tokens = this.ofSession.get(sessionId);
    tokens?.delete(token);
    if (tokens?.size === 0) this.ofSession.delete(sessionId);
  }
}
