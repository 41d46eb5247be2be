import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { StorageLocks } from './storage-locks';

/** A lock that this tab holds. It ends with the tab. */
export interface HeldLock {
  /** Resolves when another tab has taken the lock, as it may after this one was suspended. */
  readonly lost: Promise<void>;
  release(): void;
}

/**
 * Locks shared by all tabs of this browser: Web Locks, or, where a page has none (plain http on another machine, refused
 * cookies), locks kept in localStorage.
 */
@Injectable({ providedIn: 'root' })
export class BrowserLocks {
  private readonly locks = inject(DOCUMENT).defaultView?.navigator.locks as LockManager | undefined;
  private readonly fallback = inject(StorageLocks);

  /** Waits until this tab holds the lock. Resolves with null when `signal` was aborted before. */
  async hold(name: string, signal: AbortSignal): Promise<HeldLock | null> {
    if (signal.aborted) return null;
    if (!this.locks) return this.fallback.hold(name, signal);
    try {
      return await request(this.locks, name, { signal });
    } catch {
      return signal.aborted ? null : this.fallback.hold(name, signal);
    }
  }

  /**
   * Waits until this tab holds the lock, and holds it until the work has ended. After `patienceMs` the work begins without
   * the lock: the tab that holds it may be suspended.
   */
  async run<T>(name: string, work: () => Promise<T>, patienceMs?: number): Promise<T> {
    const lock = await this.hold(name, patienceMs === undefined ? new AbortController().signal : AbortSignal.timeout(patienceMs));
    try {
      return await work();
    } finally {
      lock?.release();
    }
  }

  /** Resolves with null when another tab holds the lock. */
  async tryHold(name: string): Promise<HeldLock | null> {
    if (!this.locks) return this.fallback.tryHold(name);
    try {
      return await request(this.locks, name, { ifAvailable: true });
    } catch {
      return this.fallback.tryHold(name); // a browser that refuses cookies rejects every request
    }
  }
}

function request(locks: LockManager, name: string, options: LockOptions): Promise<HeldLock | null> {
  return new Promise((resolve, reject) => {
    locks.request(name, options, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => { resolve({ lost: new Promise(() => undefined), release }); });
    }).catch(reject);
  });
}
