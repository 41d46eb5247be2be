import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { effect } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { MARKER, refuse, SessionFixture } from './testing/session-fixture';

const THIRD = { ...OLE, id: '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d31', displayName: 'Third' };

describe('a session that turns out to be another person\'s', () => {
  let fixture: SessionFixture;
  let owners: (string | null)[];

  beforeEach(() => {
    fixture = new SessionFixture();
    owners = [];
    TestBed.runInInjectionContext(() => effect(() => { owners.push(fixture.session.owner()?.displayName ?? null); }));
    TestBed.tick();
  });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  it('is taken up by a renewal only after the first person\'s things have left the page', async () => {
    await fixture.signIn(MAYA);
    await fixture.turn();
    fixture.mark(OLE);
    const renewed = fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE, 'of-ole'));
    expect(await renewed).toBe(true);
    await fixture.turn();
    expect(owners).toEqual([null, MAYA.displayName, null, OLE.displayName]);
    expect([fixture.session.status(), fixture.session.token(), fixture.session.expired()]).toEqual(['signed-in', 'of-ole', false]);
    expect(localStorage.getItem(MARKER)).toContain(OLE.id);
  });

  it('takes back what is still asked for in the first person\'s name', async () => {
    await fixture.signIn(MAYA);
    const asked = expect(fixture.api.get('/api/ai/my-images')).rejects.toMatchObject({ kind: 'unauthenticated' });
    await fixture.turn();
    const request = fixture.http.expectOne('/api/ai/my-images');
    void fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await asked;
    expect(request.cancelled).toBe(true);
  });

  it('also replaces a person who was only remembered while the server was away', async () => {
    const opened = fixture.open(MAYA);
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await opened;
    await fixture.turn();
    void fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await fixture.turn();
    expect(owners).toEqual([null, MAYA.displayName, null, OLE.displayName]);
  });

  it('is shown at once by a page that has shown nobody yet', async () => {
    const opened = fixture.open(MAYA);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await opened;
    await fixture.turn();
    expect(owners).toEqual([null, OLE.displayName]);
  });

  it('also comes when another tab announced somebody else', async () => {
    await fixture.signIn(MAYA);
    await fixture.turn();
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(THIRD));
    await fixture.turn();
    expect(owners).toEqual([null, MAYA.displayName, null, 'Third']);
  });

  it('is not mixed with that of the person announced last, when two sign in one after the other', async () => {
    await fixture.signIn(MAYA);
    await fixture.turn();
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    const first = fixture.refresh();
    fixture.tabs.signedIn(THIRD.id);
    first.flush(sessionOf(OLE));
    await fixture.turn();
    fixture.refresh().flush(sessionOf(THIRD));
    await fixture.turn();
    expect(owners).toEqual([null, MAYA.displayName, null, OLE.displayName, null, 'Third']);
  });

  it('takes the place of the first person\'s also when the other signs in in this tab', async () => {
    await fixture.signIn(MAYA);
    await fixture.turn();
    const asked = expect(fixture.api.get('/api/ai/my-images')).rejects.toMatchObject({ kind: 'unauthenticated' });
    await fixture.turn();
    fixture.http.expectOne('/api/ai/my-images');
    await fixture.signIn(OLE);
    await asked;
    await fixture.turn();
    expect(owners).toEqual([null, MAYA.displayName, null, OLE.displayName]);
  });

  it('is not given up when the cookie that was refused is the one from before it', async () => {
    await fixture.signIn(MAYA);
    void fixture.session.refresh();
    await fixture.turn();
    const before = fixture.refresh();
    fixture.mark(OLE);
    refuse(before, 401);
    await fixture.turn();
    expect(localStorage.getItem(MARKER)).toContain(OLE.id);
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await fixture.turn();
    expect([fixture.session.user()?.id, fixture.session.expired()]).toEqual([OLE.id, false]);
  });

  it('is waited for as theirs while the server cannot be asked, by the marker of the tab where they signed in', async () => {
    await fixture.signIn(MAYA);
    await fixture.turn();
    fixture.mark(OLE);
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await fixture.turn();
    expect([fixture.session.status(), fixture.session.owner()?.id]).toEqual(['away', OLE.id]);
    expect(owners).toEqual([null, MAYA.displayName, null, OLE.displayName]);
  });

  it('does not make a guest\'s page say that a session expired, when it ends before it is here', async () => {
    await fixture.session.start();
    fixture.mark(OLE);
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    const renewal = fixture.refresh();
    localStorage.removeItem(MARKER);
    fixture.tabs.signedOut();
    refuse(renewal, 401);
    await fixture.turn();
    expect([fixture.session.status(), fixture.session.expired()]).toEqual(['guest', false]);
  });
});
