import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { connectionInterceptor } from '../api/connection-interceptor';
import { kindOf } from '../api/problem';
import { Session, SIGN_OUT_TASKS } from './session';
import { sessionInterceptor } from './session-interceptor';
import type { Owner } from './session-marker';

const REFUSED = { type: '/problems/unauthenticated', title: '', status: 401, detail: '', instance: '' };
const MARKER = 'vitrine.v1.session';

describe('a session', () => {
  let http: HttpTestingController;
  let session: Session;
  let forgotten: Owner[];

  beforeEach(() => {
    localStorage.clear();
    forgotten = [];
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([sessionInterceptor, connectionInterceptor])),
        provideHttpClientTesting(),
        { provide: SIGN_OUT_TASKS, multi: true, useValue: (owner: Owner) => { forgotten.push(owner); return Promise.resolve(); } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    session = TestBed.inject(Session);
  });

  afterEach(() => { http.verify({ ignoreCancelled: true }); });

  const turn = () => new Promise((resolve) => { setTimeout(resolve); });

  /** The request is sent once the lock is free. */
  async function eventually(url: string, answer: object): Promise<void> {
    let requests = http.match(url);
    while (requests.length === 0) {
      await turn();
      requests = http.match(url);
    }
    requests[0]?.flush(answer);
  }

  async function start(): Promise<void> {
    localStorage.setItem(MARKER, JSON.stringify({ id: MAYA.id, displayName: MAYA.displayName }));
    const started = session.start();
    await turn();
    http.expectOne('/api/auth/refresh').flush(sessionOf());
    await started;
  }

  async function signIn(user: typeof MAYA | typeof OLE = MAYA): Promise<void> {
    const entered = session.signIn({ email: user.email, password: 'long enough' });
    await turn();
    http.expectOne('/api/auth/login').flush(sessionOf(user));
    await entered;
  }

  it('asks nobody anything when this browser has never had one', async () => {
    await session.start();
    expect(session.status()).toBe('guest');
    expect(session.namespace()).toBe('guest');
  });

  it('comes back by its cookie after a reload', async () => {
    await start();
    expect(session.status()).toBe('signed-in');
    expect(session.user()?.id).toBe(MAYA.id);
  });

  it('keeps the access token out of everything a script could read later', async () => {
    await signIn();
    expect(session.token()).toBe('token-1');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('token-1');
  });

  it('is away, and still somebody\'s, when the server cannot be asked', async () => {
    localStorage.setItem(MARKER, JSON.stringify({ id: MAYA.id, displayName: MAYA.displayName }));
    const started = session.start();
    await turn();
    http.expectOne('/api/auth/refresh').error(new ProgressEvent('error'));
    await started;
    expect(session.status()).toBe('away');
    expect(session.namespace()).toBe(`u:${MAYA.id}`);
  });

  it('ends when the cookie is refused, and says that it ended by itself', async () => {
    await signIn();
    const renewed = session.refresh();
    await turn();
    http.expectOne('/api/auth/refresh').flush(REFUSED, { status: 401, statusText: '' });
    expect(await renewed).toBe(false);
    expect(session.status()).toBe('guest');
    expect(session.expired()).toBe(true);
    expect(localStorage.getItem(MARKER)).toBeNull();
  });

  it('says that it ended by itself also to a person who comes back after its end', async () => {
    localStorage.setItem(MARKER, JSON.stringify({ id: MAYA.id, displayName: MAYA.displayName }));
    const started = session.start();
    await turn();
    http.expectOne('/api/auth/refresh').flush(REFUSED, { status: 401, statusText: '' });
    await started;
    expect(session.status()).toBe('guest');
    expect(session.expired()).toBe(true);
  });

  it('is renewed once however many ask at the same time', async () => {
    await signIn();
    const both = [session.refresh(), session.refresh()];
    await turn();
    http.expectOne('/api/auth/refresh').flush(sessionOf(MAYA, 'token-2'));
    await Promise.all(both);
    expect(session.token()).toBe('token-2');
  });

  it('has the same owner after a renewal, so that nothing of theirs is loaded again', async () => {
    await signIn();
    const owner = session.owner();
    const renewed = session.refresh();
    await turn();
    http.expectOne('/api/auth/refresh').flush(sessionOf({ ...MAYA }, 'token-2'));
    await renewed;
    expect(session.owner()).toBe(owner);
    expect(session.token()).toBe('token-2');
  });

  it('ends here after 5 s when the server does not answer the sign-out', async () => {
    await signIn();
    const out = session.signOut();
    await turn();
    const { request } = http.expectOne('/api/auth/logout');
    expect(request.timeout).toBe(5000);
    void out.catch(() => undefined);
  });

  it('does not begin again with an answer that comes after the sign-out', async () => {
    await signIn();
    const renewed = session.refresh();
    await turn();
    const answer = http.expectOne('/api/auth/refresh');
    const out = session.signOut();
    await turn();
    http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: '' });
    await out;
    answer.flush(sessionOf(MAYA, 'token-2'));
    expect(await renewed).toBe(false);
    expect(session.status()).toBe('guest');
    expect(localStorage.getItem(MARKER)).toBeNull();
  });

  it('signs in only after a renewal that is under way', async () => {
    await signIn();
    const renewed = session.refresh();
    await turn();
    const entered = session.signIn({ email: OLE.email, password: 'long enough' });
    await turn();
    http.expectNone('/api/auth/login');
    http.expectOne('/api/auth/refresh').flush(sessionOf(MAYA, 'token-2'));
    await renewed;
    await eventually('/api/auth/login', sessionOf(OLE));
    await entered;
    expect(session.user()?.id).toBe(OLE.id);
  });

  describe('after a password change', () => {
    const PASSWORD = '/api/auth/password';
    const change = { current: 'the old one', next: 'the new one' };

    it('goes on with the tokens that came with the answer', async () => {
      await signIn();
      const changed = session.changePassword(change);
      await turn();
      const sent = http.expectOne(PASSWORD);
      expect(sent.request.body).toEqual(change);
      sent.flush({ ...sessionOf(MAYA, 'token-2'), signOutToken: 'sign-out-2' });
      await changed;
      expect([session.token(), session.status(), session.expired()]).toEqual(['token-2', 'signed-in', false]);
      expect(JSON.parse(localStorage.getItem(MARKER) ?? '')).toMatchObject({ signOutToken: 'sign-out-2' });
    });

    it('is not renewed by the old cookie while the password changes', async () => {
      await signIn();
      const changed = session.changePassword(change);
      await turn();
      const renewed = session.refresh();
      await turn();
      http.expectNone('/api/auth/refresh');
      http.expectOne(PASSWORD).flush(sessionOf(MAYA, 'token-2'));
      await changed;
      await eventually('/api/auth/refresh', sessionOf(MAYA, 'token-3'));
      expect(await renewed).toBe(true);
    });

    it('is renewed first when its access token had run out, and the change sent once more', async () => {
      await signIn();
      const changed = session.changePassword(change);
      await turn();
      http.expectOne(PASSWORD).flush(REFUSED, { status: 401, statusText: '' });
      await turn();
      http.expectOne('/api/auth/refresh').flush(sessionOf(MAYA, 'token-2'));
      await turn();
      const again = http.expectOne(PASSWORD);
      expect(again.request.headers.get('Authorization')).toBe('Bearer token-2');
      again.flush(sessionOf(MAYA, 'token-3'));
      await changed;
      expect(session.token()).toBe('token-3');
    });

    it('is not requested again when the person signs out in between', async () => {
      await signIn();
      const changed = session.changePassword(change).catch(kindOf);
      await turn();
      const out = session.signOut();
      await turn();
      http.expectNone('/api/auth/refresh');
      http.expectOne('/api/auth/logout').flush(null);
      await out;
      expect(await changed).toBe('unauthenticated');
      expect(session.status()).toBe('guest');
    });
  });

  it('takes the person\'s local copies along when they sign out, also with the server away', async () => {
    await signIn();
    const out = session.signOut();
    await turn();
    http.expectOne('/api/auth/logout').error(new ProgressEvent('error'));
    await out;
    expect(session.status()).toBe('guest');
    expect(session.expired()).toBe(false);
    expect(forgotten.map(({ id }) => id)).toEqual([MAYA.id]);
  });
});
