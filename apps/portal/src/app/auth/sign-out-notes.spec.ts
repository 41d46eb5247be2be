import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { show } from '../../testing/page';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { ApiClient } from '../api/api-client';
import { connectionInterceptor } from '../api/connection-interceptor';
import { Session } from './session';
import { sessionInterceptor } from './session-interceptor';
import { SignOutNote } from './sign-out-note';
import { LOGOUT_LATER, SignOutNotes } from './sign-out-notes';

const KEY = 'vitrine.v1.sign-outs';
const OF_MAYA = sessionOf(MAYA).signOutToken;
const OF_OLE = sessionOf(OLE).signOutToken;

describe('signing out while the server is away', () => {
  let http: HttpTestingController;
  let session: Session;

  /** As a page that has just been opened on what this browser keeps. */
  function open(): void {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([sessionInterceptor, connectionInterceptor])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpTestingController);
    session = TestBed.inject(Session);
  }
  beforeEach(() => {
    localStorage.clear();
    open();
  });
  afterEach(() => { http.verify({ ignoreCancelled: true }); });

  const turn = () => new Promise((resolve) => { setTimeout(resolve); });
  const kept = () => JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
  const lose = (url: string) => { http.expectOne(url).error(new ProgressEvent('error')); };
  const answerNote = (status = 204) => http.expectOne(LOGOUT_LATER).flush(null, { status, statusText: '-' });

  async function signIn(user: typeof MAYA | typeof OLE): Promise<void> {
    const entered = session.signIn({ email: user.email, password: 'long enough' });
    await turn();
    http.expectOne('/api/auth/login').flush(sessionOf(user));
    await entered;
  }

  async function signOutAlone(): Promise<void> {
    const out = session.signOut();
    await turn();
    lose('/api/auth/logout');
    await out;
  }

  it('keeps a note, which says nothing but which session is over', async () => {
    await signIn(MAYA);
    await signOutAlone();

    expect(session.status()).toBe('guest');
    expect({ ...localStorage }).toEqual({ [KEY]: JSON.stringify([OF_MAYA]) });
  });

  it('keeps none once the server knows, nor when the session was over before', async () => {
    for (const status of [204, 401]) {
      await signIn(MAYA);
      const out = session.signOut();
      await turn();
      const problem = { type: '/problems/unauthenticated', title: '', status, detail: '', instance: '' };
      http.expectOne('/api/auth/logout').flush(status === 204 ? null : problem, { status, statusText: '-' });
      if (status === 401) {
        await turn();
        answerNote();
        await turn();
        http.expectOne('/api/auth/refresh').flush(problem, { status, statusText: '-' });
      }
      await out;
      expect(kept()).toEqual([]);
    }
  });

  it('sends nothing else while it is sent, and sends it once', async () => {
    await signIn(MAYA);
    const out = session.signOut();
    await turn();

    await expect(TestBed.inject(ApiClient).get('/api/ai/my-images/facets')).rejects.toMatchObject({ kind: 'unauthenticated' });

    http.expectNone(LOGOUT_LATER);
    http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: '-' });
    await out;
    await turn();
    http.expectNone('/api/ai/my-images/facets');
  });

  it('keeps a note when the server answers that it cannot', async () => {
    await signIn(MAYA);
    const out = session.signOut();
    await turn();
    http.expectOne('/api/auth/logout').flush({ type: '/problems/database-unavailable', title: '', status: 503, detail: '', instance: '' }, { status: 503, statusText: '-' });
    await out;

    expect(kept()).toEqual([OF_MAYA]);
  });

  it('sends the note after a while when the server answered that it could not', async () => {
    await signIn(MAYA);
    jest.useFakeTimers();
    try {
      const out = session.signOut();
      await jest.advanceTimersByTimeAsync(10);
      http.expectOne('/api/auth/logout').flush({ type: '/problems/database-unavailable', title: '', status: 503, detail: '', instance: '' }, { status: 503, statusText: '-', headers: { 'Content-Type': 'application/problem+json' } });
      await out;
      await jest.advanceTimersByTimeAsync(11_000);
      answerNote();
      await jest.advanceTimersByTimeAsync(10);
      expect(kept()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is possible with a session that is only remembered', async () => {
    await signIn(MAYA);
    open();
    const started = session.start();
    await turn();
    lose('/api/auth/refresh');
    await started;
    await signOutAlone();

    expect(kept()).toEqual([OF_MAYA]);
  });

  it('is sent before anything else, a sign-in included, also after the browser was closed', async () => {
    await signIn(MAYA);
    await signOutAlone();
    open();

    const entered = session.signIn({ email: OLE.email, password: 'long enough' });
    await turn();
    http.expectNone('/api/auth/login');
    const note = http.expectOne(LOGOUT_LATER);
    expect(note.request.body).toEqual({ signOutToken: OF_MAYA });
    expect(note.request.headers.has('Authorization')).toBe(false);
    note.flush(null, { status: 204, statusText: '-' });
    await turn();
    http.expectOne('/api/auth/login').flush(sessionOf(OLE));

    expect((await entered).id).toBe(OLE.id);
    expect(kept()).toEqual([]);
  });

  it('is sent by a page that requests nothing', async () => {
    localStorage.setItem(KEY, JSON.stringify([OF_MAYA, OF_OLE]));
    open();
    await session.start();
    TestBed.tick();
    await turn();
    answerNote();
    await turn();
    answerNote();
    await turn();

    expect(kept()).toEqual([]);
  });

  it('is sent once for many requests, and they go on when it fails', async () => {
    localStorage.setItem(KEY, JSON.stringify([OF_MAYA]));
    open();
    await session.start();
    const api = TestBed.inject(ApiClient);
    const asked = [api.get('/api/one'), api.get('/api/two')];
    await turn();
    answerNote(503);
    await turn();
    for (const url of ['/api/one', '/api/two']) http.expectOne(url).flush({});
    await Promise.all(asked);

    expect(kept()).toEqual([OF_MAYA]);
  });

  it.each([429, 500, 503])('is sent again after a while when the answer is %i, and holds nothing else up until then', async (status) => {
    jest.useFakeTimers();
    try {
      localStorage.setItem(KEY, JSON.stringify([OF_MAYA]));
      open();
      await session.start();
      const notes = TestBed.inject(SignOutNotes);
      void notes.send();
      await jest.advanceTimersByTimeAsync(10);
      answerNote(status);
      await jest.advanceTimersByTimeAsync(9000);
      void TestBed.inject(ApiClient).get('/api/one');
      await jest.advanceTimersByTimeAsync(10);
      http.expectOne('/api/one').flush({});
      http.expectNone(LOGOUT_LATER);
      await jest.advanceTimersByTimeAsync(2000);
      answerNote();
      await jest.advanceTimersByTimeAsync(10);
      expect(kept()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is not sent again to a server that does not know the session', async () => {
    localStorage.setItem(KEY, JSON.stringify([OF_MAYA]));
    open();
    const sent = TestBed.inject(SignOutNotes).send();
    await turn();
    answerNote(400);
    await sent;

    expect(kept()).toEqual([]);
  });

  it.each(['', '{', '{}', '[1, null]', 'null'])('is not hindered by a note that was altered: %j', async (text) => {
    localStorage.setItem(KEY, text);
    open();
    await signIn(MAYA);

    expect(session.status()).toBe('signed-in');
  });

  it('works, and is sent later, when the browser has no room for the note', async () => {
    await signIn(MAYA);
    const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError'); });
    await signOutAlone();
    full.mockRestore();
    expect([session.status(), TestBed.inject(SignOutNotes).pending()]).toEqual(['guest', true]);
  });

  it('is said on the screen until the server knows', async () => {
    localStorage.setItem(KEY, JSON.stringify([OF_MAYA]));
    open();
    const page = await show(SignOutNote);
    expect(page.text).toContain("You're signed out on this device.");

    const sent = TestBed.inject(SignOutNotes).send();
    await turn();
    answerNote();
    await sent;
    await page.settle();

    expect(page.text).toBe('');
  });
});
