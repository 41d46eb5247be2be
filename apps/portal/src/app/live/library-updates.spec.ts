import { HttpEventType, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BrowserLocks, type HeldLock } from '../browser-tabs/browser-locks';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';
import { someone } from '../images/testing/someone';
import { LibraryUpdates } from './library-updates';

const EVENTS = '/api/ai/events';

/** The other tabs, as this one meets them: one lock and one channel for all. */
class OtherTabs {
  /** Another tab keeps the stream open. */
  leading = false;
  readonly sent: unknown[] = [];
  private waiting: (() => void)[] = [];
  private listeners: ((event: { data: unknown }) => void)[] = [];
  private lose: () => void = () => undefined;

  readonly locks = {
    hold: async (_name: string, signal: AbortSignal): Promise<HeldLock | null> => {
      if (this.leading) await new Promise<void>((free) => { this.waiting.push(free); signal.addEventListener('abort', () => { free(); }); });
      if (signal.aborted) return null;
      return { lost: new Promise((resolve) => { this.lose = resolve; }), release: () => undefined };
    },
  };

  channel() {
    return {
      postMessage: (message: unknown) => { this.sent.push(message); },
      addEventListener: (_type: string, listener: (event: { data: unknown }) => void) => { this.listeners.push(listener); },
      removeEventListener: (_type: string, listener: unknown) => { this.listeners = this.listeners.filter((one) => one !== listener); },
      close: () => { this.listeners = []; },
    };
  }

  say(data: unknown): void {
    for (const listener of [...this.listeners]) listener({ data });
  }

  /** The leading tab closes. */
  leave(): void {
    this.leading = false;
    for (const free of this.waiting.splice(0)) free();
  }

  takeOver(): void {
    this.leading = true;
    this.lose();
  }
}

function setUp(user: string | null = 'maya', tabs: OtherTabs | null = new OtherTabs()) {
  const person = someone(user);
  const load = jest.fn(() => Promise.resolve());
  const loaded = signal<number | null>(null);
  globalThis.BroadcastChannel = function () {
    if (!tabs) throw new DOMException('refused', 'SecurityError');
    return tabs.channel();
  } as unknown as typeof BroadcastChannel;
  TestBed.configureTestingModule({ providers: [
    ...person.providers, provideHttpClient(), provideHttpClientTesting(),
    { provide: BrowserLocks, useValue: tabs?.locks },
    { provide: LibraryStore, useValue: { load, version: loaded } }, { provide: LibraryFacets, useValue: { refresh: () => undefined } },
  ] });
  const updates = TestBed.inject(LibraryUpdates);
  const http = TestBed.inject(HttpTestingController);
  return { ...person, load, loaded, http, start: async () => { updates.start(); await settle(); } };
}

function showTab(visible: boolean): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visible ? 'visible' : 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}

async function settle(): Promise<void> {
  TestBed.tick();
  await jest.advanceTimersByTimeAsync(0);
}

/** The text of a stream so far: `ready` with the first version, then one change for each other. */
function versions(...all: number[]) {
  const text = all.map((version, index) => `event: ${index === 0 ? 'ready' : 'image.created'}\ndata: {"version":${String(version)}}\n\n`).join('');
  return { type: HttpEventType.DownloadProgress as const, loaded: text.length, partialText: text };
}

describe('LibraryUpdates', () => {
  const original = globalThis.BroadcastChannel;
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); globalThis.BroadcastChannel = original; Reflect.deleteProperty(document, 'visibilityState'); });

  it('opens no stream before it is started, nor for a guest', async () => {
    const { http, start } = setUp(null);
    await settle();
    await start();
    http.expectNone(EVENTS);
  });

  it('loads the library once for many changes', async () => {
    const { http, load, start } = setUp();
    await start();
    const stream = http.expectOne(EVENTS);
    stream.event(versions(4));
    await jest.advanceTimersByTimeAsync(500);
    expect(load).not.toHaveBeenCalled();
    stream.event(versions(4, 5, 6));
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('loads a library that was read before the stream was open and has changed in between', async () => {
    const { http, load, loaded, start } = setUp();
    await start();
    http.expectOne(EVENTS).event(versions(5));
    loaded.set(4);
    await settle();
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('opens a stream that ended again, and loads what has changed in between', async () => {
    const { http, load, start } = setUp();
    await start();
    const stream = http.expectOne(EVENTS);
    stream.event(versions(5));
    stream.flush('', { status: 200, statusText: 'OK' });
    await jest.advanceTimersByTimeAsync(1000);
    http.expectOne(EVENTS).event(versions(6));
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('asks ever less often while the stream fails, and not at all while the server is away', async () => {
    const { http, reachable, start } = setUp();
    await start();
    http.expectOne(EVENTS).flush('', { status: 503, statusText: 'down' });
    await jest.advanceTimersByTimeAsync(1500);
    http.expectNone(EVENTS);
    await jest.advanceTimersByTimeAsync(1000);
    http.expectOne(EVENTS);
    reachable.set(false);
    await settle();
    await jest.advanceTimersByTimeAsync(60_000);
    http.expectNone(EVENTS);
  });

  it('opens no stream while another tab has one, and follows what that tab sends', async () => {
    const tabs = new OtherTabs();
    tabs.leading = true;
    const { http, load, loaded, start } = setUp('maya', tabs);
    loaded.set(7);
    await start();
    http.expectNone(EVENTS);
    expect(tabs.sent).toEqual(['ask']);
    tabs.say({ version: 7 });
    await settle();
    await jest.advanceTimersByTimeAsync(500);
    expect(load).not.toHaveBeenCalled();
    tabs.say({ version: 8 });
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('opens the stream when the tab that had it closes, and informs the others from then on', async () => {
    const tabs = new OtherTabs();
    tabs.leading = true;
    const { http, start } = setUp('maya', tabs);
    await start();
    tabs.leave();
    await settle();
    http.expectOne(EVENTS).event(versions(5, 6));
    tabs.say('ask');
    expect(tabs.sent).toEqual(['ask', { version: 5 }, { version: 6 }, { version: 6 }]);
  });

  it('closes its stream when another tab has taken over', async () => {
    const tabs = new OtherTabs();
    const { http, start } = setUp('maya', tabs);
    await start();
    const stream = http.expectOne(EVENTS);
    tabs.takeOver();
    await settle();
    expect(stream.cancelled).toBe(true);
    http.expectNone(EVENTS);
  });

  it('closes its stream in a hidden tab, and catches up when the tab is shown', async () => {
    const { http, load, start } = setUp();
    await start();
    const stream = http.expectOne(EVENTS);
    stream.event(versions(5));
    showTab(false);
    await settle();
    expect(stream.cancelled).toBe(true);
    showTab(true);
    await settle();
    http.expectOne(EVENTS).event(versions(6));
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('leaves the stream to other tabs as soon as it is hidden, as it may be suspended at once, and comes back', async () => {
    const { http, start } = setUp();
    await start();
    const stream = http.expectOne(EVENTS);
    showTab(false);
    await Promise.resolve();
    await Promise.resolve();
    expect(stream.cancelled).toBe(true);
    showTab(true);
    await settle();
    http.expectOne(EVENTS);
  });

  it('opens a stream again that has been silent for longer than the server ever is', async () => {
    const { http, start } = setUp();
    await start();
    const stream = http.expectOne(EVENTS);
    stream.event(versions(5));
    await jest.advanceTimersByTimeAsync(39_000);
    expect(stream.cancelled).toBe(false);
    await jest.advanceTimersByTimeAsync(4000);
    expect(stream.cancelled).toBe(true);
    http.expectOne(EVENTS);
  });

  it('keeps a stream of its own where the browser refuses channels between tabs', async () => {
    const { http, load, start } = setUp('maya', null);
    await start();
    http.expectOne(EVENTS).event(versions(5, 6));
    await jest.advanceTimersByTimeAsync(500);
    expect(load).toHaveBeenCalledTimes(1);
  });
});
