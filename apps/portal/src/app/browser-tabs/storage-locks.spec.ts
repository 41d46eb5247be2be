import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StorageLocks } from './storage-locks';

const KEY = 'vitrine.lock.a';
/** Each tab is a page of its own: only the storage is shared. */
const tab = () => TestBed.runInInjectionContext(() => new StorageLocks());
const held = () => ({ holder: 'another tab', until: Date.now() + 4000 });

describe('StorageLocks', () => {
  beforeEach(() => { jest.useFakeTimers(); localStorage.clear(); });
  afterEach(() => { jest.restoreAllMocks(); jest.useRealTimers(); });

  it('gives a lock to one tab, and to the next when it is released', () => {
    const lock = tab().tryHold('a');
    expect(lock).not.toBeNull();
    expect(tab().tryHold('a')).toBeNull();
    expect(tab().tryHold('b')).not.toBeNull();
    lock?.release();
    expect(tab().tryHold('a')).not.toBeNull();
  });

  it('keeps a lock for as long as its tab lives', () => {
    tab().tryHold('a');
    jest.advanceTimersByTime(60_000);
    expect(tab().tryHold('a')).toBeNull();
  });

  it('gives up its locks with the page', () => {
    tab().tryHold('a');
    window.dispatchEvent(new Event('pagehide'));
    expect(tab().tryHold('a')).not.toBeNull();
  });

  it('gives the lock of a tab that died to one that waits', async () => {
    localStorage.setItem(KEY, JSON.stringify(held()));
    const waiting = tab().hold('a', new AbortController().signal);
    await jest.advanceTimersByTimeAsync(3000);
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toMatchObject({ holder: 'another tab' });
    await jest.advanceTimersByTimeAsync(3000);
    expect(await waiting).not.toBeNull();
  });

  it('stops waiting when it is aborted', async () => {
    localStorage.setItem(KEY, JSON.stringify({ ...held(), until: Date.now() + 5000 }));
    const leaving = new AbortController();
    const waiting = tab().hold('a', leaving.signal);
    leaving.abort();
    await jest.advanceTimersByTimeAsync(1000);
    expect(await waiting).toBeNull();
  });

  it('aborts in a tab whose lock was taken, and leaves it to the other', async () => {
    const lock = tab().tryHold('a');
    localStorage.setItem(KEY, JSON.stringify(held()));
    await jest.advanceTimersByTimeAsync(2000);
    await lock?.lost;
    lock?.release();
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toMatchObject({ holder: 'another tab' });
  });

  it.each([['text that is no lease', '{'], ['a lease from a clock that was set back', JSON.stringify({ holder: 'x', until: 8e15 })]])('takes a lock over from %s', (_what, text) => {
    localStorage.setItem(KEY, text);
    expect(tab().tryHold('a')).not.toBeNull();
  });

  it('gives every tab its own lock where storage is refused', () => {
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => { throw new DOMException('refused', 'SecurityError'); });
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('refused', 'SecurityError'); });
    expect(tab().tryHold('a')).not.toBeNull();
    expect(tab().tryHold('a')).not.toBeNull();
  });
});
