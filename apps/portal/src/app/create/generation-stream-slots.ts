import { inject, Injectable } from '@angular/core';
import { BrowserLocks, type HeldLock } from '../browser-tabs/browser-locks';

/** Of the six connections that a browser opens to an HTTP/1.1 server, one is for the library's events and two stay free. */
const SLOTS = ['1', '2', '3'].map((number) => `vitrine.generation-stream.${number}`);

/** How many generations all tabs of this browser may watch by an event stream at once. */
@Injectable({ providedIn: 'root' })
export class GenerationStreamSlots {
  private readonly locks = inject(BrowserLocks);

  /** Resolves with null when none is free. */
  async take(): Promise<HeldLock | null> {
    for (const name of SLOTS) {
      const lock = await this.locks.tryHold(name);
      if (lock) return lock;
    }
    return null;
  }
}
