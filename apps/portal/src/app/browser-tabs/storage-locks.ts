import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { v7 as uuidv7 } from 'uuid';
import type { HeldLock } from './browser-locks';

interface Lease {
  readonly holder: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

const LEASE_MS = 5000;
const RENEW_MS = 1500;
const RETRY_MS = 1000;

/**
 * Locks as leases in localStorage, renewed while they are held. Two tabs that ask in the same moment may both hold one
 * until the next renewal, and without localStorage every tab holds its own. So a lock may only save work, never keep
 * something right. With two holders: the server gives the same successor to two renewals with one cookie, takes the same
 * image in once, and a sign-out may come twice; one more event stream is open; a version is announced twice.
 */
@Injectable({ providedIn: 'root' })
export class StorageLocks {
  private readonly window = inject(DOCUMENT).defaultView;

  /** Resolves with null when `signal` was aborted before the lock was free. */
  async hold(name: string, signal: AbortSignal): Promise<HeldLock | null> {
    while (!signal.aborted) {
      const held = this.tryHold(name);
      if (held) return held;
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
    }
    return null;
  }

  tryHold(name: string): HeldLock | null {
    const key = `vitrine.lock.${name}`;
    if (isValid(this.read(key))) return null;
    const holder = uuidv7();
    this.write(key, holder);
    return this.keep(key, holder);
  }

  private keep(key: string, holder: string): HeldLock {
    let release: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      const renew = setInterval(() => {
        if (this.isAnothers(key, holder)) { stop(); resolve(); } else this.write(key, holder);
      }, RENEW_MS);
      const stop = () => { clearInterval(renew); this.window?.removeEventListener('pagehide', release); };
      release = () => { stop(); if (!this.isAnothers(key, holder)) this.remove(key); };
    });
    this.window?.addEventListener('pagehide', release);
    return { lost, release };
  }

  private isAnothers(key: string, holder: string): boolean {
    const lease = this.read(key);
    return isValid(lease) && lease.holder !== holder;
  }

  private read(key: string): Lease | null {
    try {
      return JSON.parse(this.window?.localStorage.getItem(key) ?? 'null') as Lease | null;
    } catch {
      return null; // refused, or written by another version
    }
  }

  private write(key: string, holder: string): void {
    try {
      this.window?.localStorage.setItem(key, JSON.stringify({ holder, until: Date.now() + LEASE_MS } satisfies Lease));
    } catch {
      // Refused or full: the other tabs do not know and hold the lock, too.
    }
  }

  private remove(key: string): void {
    try {
      this.window?.localStorage.removeItem(key);
    } catch {
      // Refused: nothing was written either.
    }
  }
}

/** A lease that ends later than one can be given was written by a clock that has since been set back. */
function isValid(lease: Lease | null): lease is Lease {
  const left = (lease?.until ?? 0) - Date.now();
  return left > 0 && left <= LEASE_MS;
}
