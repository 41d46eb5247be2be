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

  it.each([['has no Web Locks', undefined], ['refuses Web Locks', refusing]])('runs work in one tab at a time where the browser %s', async (_what, locks) => {
    const browser = provide(locks);
    const order: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const running = browser.run('a', async () => { order.push('first begins'); await first.promise; order.push('first ends'); });
    const next = browser.run('a', async () => { order.push('second'); });
    await new Promise((resolve) => { setTimeout(resolve); });
    first.resolve(undefined);
    await Promise.all([running, next]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('runs work without the lock when a tab that is suspended keeps it', async () => {
    const browser = provide({ request: (_name: string, { signal }: LockOptions) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(new DOMException('aborted', 'TimeoutError')); });
    }) });
    expect(await browser.run('a', () => Promise.resolve('done'), 20)).toBe('done');
  });

  it('releases the lock when the work fails', async () => {
    const browser = provide(undefined);
    await expect(browser.run('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await browser.tryHold('a')).not.toBeNull();
  });

  it('resolves with null when waiting is aborted', async () => {
    const waiting = provide({ request: (_name: string, { signal }: LockOptions) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(new DOMException('aborted', 'AbortError')); });
    }) });
    const leaving = new AbortController();
    const lock = waiting.hold('a', leaving.signal);
    leaving.abort();
    expect(await lock).toBeNull();
  });
});
