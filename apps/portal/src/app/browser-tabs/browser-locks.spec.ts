import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BrowserLocks } from './browser-locks';

function provide(locks: unknown): BrowserLocks {
  Object.defineProperty(navigator, 'locks', { configurable: true, value: locks });
  return TestBed.inject(BrowserLocks);
}

/** Chromium with cookies refused. */
const refusing = { request: () => Promise.reject(new DOMException('refused', 'SecurityError')) };

describe('BrowserLocks', () => {
  afterEach(() => { Reflect.deleteProperty(navigator, 'locks'); localStorage.clear(); });

  it.each([['has no Web Locks', undefined], ['refuses Web Locks', refusing]])('uses locks in localStorage where the browser %s', async (_what, locks) => {
    const browser = provide(locks);
    const lock = await browser.tryHold('a');
    expect(await browser.tryHold('a')).toBeNull();
    lock?.release();
    const next = await browser.hold('a', new AbortController().signal);
    expect(localStorage.length).toBe(1);
    next?.release();
  });

  it('resolves with null when it was told to stop waiting', async () => {
    const waiting = provide({ request: (_name: string, { signal }: LockOptions) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(new DOMException('aborted', 'AbortError')); });
    }) });
    const leaving = new AbortController();
    const lock = waiting.hold('a', leaving.signal);
    leaving.abort();
    expect(await lock).toBeNull();
  });
});
