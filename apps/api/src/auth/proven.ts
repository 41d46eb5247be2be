import type { Caller } from '../access/caller';

/** A caller whose token was verified and whose session is live. */
export interface Proven {
  readonly caller: Caller;
  /** Epoch milliseconds at which the token runs out. */
  readonly until: number;
}
