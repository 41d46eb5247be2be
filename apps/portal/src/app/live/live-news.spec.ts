import { HttpEventType, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';
import { someone } from '../images/testing/someone';
import { LiveNews } from './live-news';

function setUp(user: string | null = 'maya') {
  const person = someone(user);
  const load = jest.fn(() => Promise.resolve());
  TestBed.configureTestingModule({ providers: [
    ...person.providers, provideHttpClient(), provideHttpClientTesting(),
    { provide: LibraryStore, useValue: { load } }, { provide: LibraryFacets, useValue: { refresh: () => undefined } },
  ] });
  const news = TestBed.inject(LiveNews);
  return { ...person, load, news, http: TestBed.inject(HttpTestingController) };
}

const told = (text: string) => ({ type: HttpEventType.DownloadProgress as const, loaded: text.length, partialText: text });

describe('the news of other devices', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('are not listened to before somebody wants them, nor for a guest', () => {
    const { http, news } = setUp(null);
    TestBed.tick();
    news.attend();
    TestBed.tick();
    http.expectNone('/api/ai/events');
  });

  it('have the library look for what changed, once for many', () => {
    const { http, load, news } = setUp();
    news.attend();
    TestBed.tick();
    const stream = http.expectOne('/api/ai/events');
    stream.event(told('id: 4\nevent: ready\ndata: {}\n\n'));
    jest.advanceTimersByTime(500);
    expect(load).not.toHaveBeenCalled();
    stream.event(told('id: 4\nevent: ready\ndata: {}\n\nid: 5\nevent: image.created\ndata: {}\n\nid: 6\nevent: image.deleted\ndata: {}\n\n'));
    jest.advanceTimersByTime(500);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('go on after a break where they were left', () => {
    const { http, news } = setUp();
    news.attend();
    TestBed.tick();
    const stream = http.expectOne('/api/ai/events');
    stream.event(told('id: 5\nevent: image.created\ndata: {}\n\n'));
    stream.flush('', { status: 200, statusText: 'OK' });
    jest.advanceTimersByTime(1000);
    expect(http.expectOne('/api/ai/events').request.headers.get('Last-Event-ID')).toBe('5');
  });

  it('are asked for ever less often while they cannot be had, and not at all while the server is away', () => {
    const { http, news, reachable } = setUp();
    news.attend();
    TestBed.tick();
    http.expectOne('/api/ai/events').flush('', { status: 503, statusText: 'down' });
    jest.advanceTimersByTime(1500);
    http.expectNone('/api/ai/events');
    jest.advanceTimersByTime(1000);
    http.expectOne('/api/ai/events');
    reachable.set(false);
    TestBed.tick();
    jest.advanceTimersByTime(60_000);
    http.expectNone('/api/ai/events');
  });
});
