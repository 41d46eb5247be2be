import type { Caller } from '../access/caller';
import { unauthenticated } from '../problems/catalogue';

/** A caller whose token was verified and whose session is live. */
export interface Proven {
  readonly caller: Caller;
  /** Epoch milliseconds at which the token runs out. */
  readonly until: number;
}

/** What came of a strategy. Why it refused nobody is told: a fault of ours is a fault, all else one and the same 401. */
export function provenBy<Result>(error: unknown, proven: Result | false): Result {
  if (error) throw error;
  if (!proven) throw unauthenticated();
  return proven;
}
