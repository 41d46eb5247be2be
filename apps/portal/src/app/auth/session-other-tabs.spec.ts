import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { ApiClient } from '../api/api-client';
import { connectionInterceptor } from '../api/connection-interceptor';
import { Session } from './session';
import { sessionInterceptor } from './session-interceptor';
import { SessionTabs } from './session-tabs';

const MARKER = 'vitrine.v1.session';

/** What the other tabs say to this one. */
class OtherTabs {
  signedIn: (id: string) => void = () => undefined;
  signedOut: () => void = () => undefined;
  listen(listener: Pick<OtherTabs, 'signedIn' | 'signedOut'>): void { Object.assign(this, listener); }
  announceSignedIn(): void { /* to nobody */ }
  announceSignedOut(): void { /* to nobody */ }
  alone<T>(work: () => Promise<T>): Promise<T> { return work(); }
}

describe('a session that changes in another tab', () => {
  let http: HttpTestingController;
  let session: Session;
  let tabs: OtherTabs;
  const turn = () => new Promise((resolve) => { setTimeout(resolve); });
  const refresh = '/api/auth/refresh';

  beforeEach(async () => {
    localStorage.clear();
    tabs = new OtherTabs();
    TestBed.configureTestingModule({ providers: [
      provideHttpClient(withInterceptors([sessionInterceptor, connectionInterceptor])), provideHttpClientTesting(),
      { provide: SessionTabs, useValue: tabs },
    ] });
    http = TestBed.inject(HttpTestingController);
    session = TestBed.inject(Session);
    const entered = session.signIn({ email: MAYA.email, password: 'long enough' });
    await turn();
    http.expectOne('/api/auth/login').flush(sessionOf(MAYA));
    await entered;
  });
  afterEach(() => { http.verify({ ignoreCancelled: true }); });

  it('shows nobody until the session of the person who signed in is here, also when the server cannot be asked', async () => {
    tabs.signedIn(OLE.id);
    expect([session.owner(), session.token()]).toEqual([null, null]);
    await turn();
    http.expectOne(refresh).flush({}, { status: 503, statusText: '' });
    await turn();
    expect([session.owner(), session.token()]).toEqual([null, null]);
  });

  it('drops a renewal that began before another person signed in', async () => {
    void session.refresh();
    await turn();
    const before = http.expectOne(refresh);
    tabs.signedIn(OLE.id);
    before.flush(sessionOf(MAYA, 'token-2'));
    await turn();
    expect(session.owner()).toBeNull();
    http.expectOne(refresh).flush(sessionOf(OLE, 'token-of-ole'));
    await turn();
    expect(session.user()?.id).toBe(OLE.id);
  });

  it.each(['another person signs in', 'the person signs out'])('takes back what is still asked for when %s', async (what) => {
    const asked = expect(TestBed.inject(ApiClient).get('/api/ai/my-images')).rejects.toMatchObject({ kind: 'unauthenticated' });
    await turn();
    const request = http.expectOne('/api/ai/my-images');
    if (what.startsWith('another')) tabs.signedIn(OLE.id);
    else tabs.signedOut();
    await asked;
    expect(request.cancelled).toBe(true);
    await turn();
    http.match(refresh);
  });

  it('leaves the note of a person who signed in after a sign-out whose message arrives late', () => {
    const note = JSON.stringify({ id: OLE.id, displayName: OLE.displayName, signOutToken: 'of-ole' });
    localStorage.setItem(MARKER, note);
    tabs.signedOut();
    expect(session.status()).toBe('guest');
    expect(localStorage.getItem(MARKER)).toBe(note);
  });
});
