import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { MARKER, REFRESH, refuse, SessionFixture } from './testing/session-fixture';

describe('a session that changes in another tab', () => {
  let fixture: SessionFixture;

  beforeEach(async () => {
    fixture = new SessionFixture();
    await fixture.signIn(MAYA);
  });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  it('shows nobody until the session of the person who signed in is here, also when the server cannot be asked', async () => {
    fixture.tabs.signedIn(OLE.id);
    expect([fixture.session.owner(), fixture.session.token()]).toEqual([null, null]);
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await fixture.turn();
    expect([fixture.session.owner(), fixture.session.token()]).toEqual([null, null]);
  });

  it('drops a renewal that began before another person signed in', async () => {
    void fixture.session.refresh();
    await fixture.turn();
    const before = fixture.refresh();
    fixture.tabs.signedIn(OLE.id);
    before.flush(sessionOf(MAYA, 'token-2'));
    await fixture.turn();
    expect(fixture.session.owner()).toBeNull();
    fixture.refresh().flush(sessionOf(OLE, 'token-of-ole'));
    await fixture.turn();
    expect(fixture.session.user()?.id).toBe(OLE.id);
  });

  it.each(['another person signs in', 'the person signs out'])('takes back what is still asked for when %s', async (what) => {
    const asked = expect(fixture.api.get('/api/ai/my-images')).rejects.toMatchObject({ kind: 'unauthenticated' });
    await fixture.turn();
    const request = fixture.http.expectOne('/api/ai/my-images');
    if (what.startsWith('another')) fixture.tabs.signedIn(OLE.id);
    else fixture.tabs.signedOut();
    await asked;
    expect(request.cancelled).toBe(true);
    await fixture.turn();
    fixture.http.match(REFRESH);
  });

  it('ends with the sign-out token of the session that the same person began in another tab since', async () => {
    localStorage.setItem(MARKER, JSON.stringify({ id: MAYA.id, displayName: MAYA.displayName, signOutToken: 'newer' }));
    const out = fixture.session.signOut();
    await fixture.turn();
    fixture.http.expectOne('/api/auth/logout').error(new ProgressEvent('error'));
    await out;
    expect({ ...localStorage }).toEqual({ 'vitrine.v1.sign-outs': JSON.stringify(['newer']) });
  });

  it('leaves the marker of another person who signed in there since, when the person signs out', async () => {
    fixture.mark(OLE);
    const out = fixture.session.signOut();
    await fixture.turn();
    fixture.http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: 'No Content' });
    await out;
    expect([fixture.session.status(), localStorage.getItem(MARKER)?.includes(OLE.id)]).toEqual(['guest', true]);
  });

  it('leaves the note of a person who signed in after a sign-out whose message arrives late', () => {
    fixture.mark(OLE);
    const note = localStorage.getItem(MARKER);
    fixture.tabs.signedOut();
    expect(fixture.session.status()).toBe('guest');
    expect(localStorage.getItem(MARKER)).toBe(note);
  });
});
