import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { kindOf } from '../api/problem';
import { REFRESH, refuse, SessionFixture } from './testing/session-fixture';

const IMAGES = '/api/ai/my-images';
const TRASH = '/api/ai/trash';

describe('a request to the API', () => {
  let fixture: SessionFixture;
  beforeEach(() => { fixture = new SessionFixture(); });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  it('bears the token of the session; one to another server does not', async () => {
    await fixture.signIn(MAYA);
    void fixture.api.get(IMAGES);
    void fixture.api.get('https://elsewhere.example/api/ai/my-images').catch(() => null);
    await fixture.turn();
    expect(fixture.http.expectOne(IMAGES).request.headers.get('Authorization')).toBe('Bearer token-1');
    expect(fixture.http.expectOne('https://elsewhere.example/api/ai/my-images').request.headers.has('Authorization')).toBe(false);
  });

  it('waits until it is known who is signed in', async () => {
    void fixture.api.get(IMAGES).catch(() => null);
    await fixture.turn();
    fixture.http.expectNone(IMAGES);
    const opened = fixture.open(MAYA);
    await fixture.turn();
    fixture.refresh().flush(sessionOf());
    await opened;
    await fixture.turn();
    expect(fixture.http.expectOne(IMAGES).request.headers.has('Authorization')).toBe(true);
  });

  it('waits for the session of a person who signed in in another tab', async () => {
    await fixture.signIn(MAYA);
    fixture.tabs.signedIn(OLE.id);
    void fixture.api.get(IMAGES);
    await fixture.turn();
    fixture.http.expectNone(IMAGES);
    fixture.refresh().flush(sessionOf(OLE, 'of-ole'));
    await fixture.turn();
    expect(fixture.http.expectOne(IMAGES).request.headers.get('Authorization')).toBe('Bearer of-ole');
  });

  it('fails when the person signs out, and is not sent until they are out', async () => {
    await fixture.signIn(MAYA);
    const asked = expect(fixture.api.get(IMAGES)).rejects.toMatchObject({ kind: 'unauthenticated' });
    await fixture.turn();
    const sent = fixture.http.expectOne(IMAGES);

    const out = fixture.session.signOut();

    await asked;
    await expect(fixture.api.get(TRASH)).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(sent.cancelled).toBe(true);
    fixture.http.expectOne('/api/auth/logout').flush(null, { status: 204, statusText: 'No Content' });
    await out;
    expect(fixture.session.status()).toBe('guest');
    fixture.http.expectNone(REFRESH);
  });
});

describe('a request that is refused with 401', () => {
  let fixture: SessionFixture;
  beforeEach(async () => {
    fixture = new SessionFixture();
    await fixture.signIn(MAYA);
  });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  const refuseAndRenew = async () => {
    await fixture.turn();
    refuse(fixture.http.expectOne(IMAGES), 401);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(MAYA, 'token-2'));
    await fixture.turn();
  };

  it('is sent once more after a renewal', async () => {
    const answer = fixture.api.get(IMAGES);
    await refuseAndRenew();
    const again = fixture.http.expectOne(IMAGES);
    expect(again.request.headers.get('Authorization')).toBe('Bearer token-2');
    again.flush({ ok: true });
    expect(await answer).toEqual({ ok: true });
  });

  it('is not sent again as somebody else, who has signed in beside them', async () => {
    const answer = fixture.api.delete('/api/ai/images/a.png').catch(kindOf);
    await fixture.turn();
    refuse(fixture.http.expectOne('/api/ai/images/a.png'), 401);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE, 'token-of-ole'));
    expect(await answer).toBe('unauthenticated');
    await fixture.turn();
    fixture.http.expectNone('/api/ai/images/a.png');
  });

  it('causes one renewal, also when it is refused again with the new token', async () => {
    const answer = fixture.api.get(IMAGES).catch(kindOf);
    await refuseAndRenew();
    refuse(fixture.http.expectOne(IMAGES), 401);
    await fixture.turn();
    expect(await answer).toBe('unauthenticated');
    fixture.http.expectNone(REFRESH);
  });

  it('shares the renewal that is under way', async () => {
    void fixture.session.refresh();
    const answer = fixture.api.get(IMAGES);
    await refuseAndRenew();
    fixture.http.expectOne(IMAGES).flush({ ok: true });
    expect(await answer).toEqual({ ok: true });
    fixture.http.expectNone(REFRESH);
  });

  it('causes none when the token it was sent with has been replaced in the meantime', async () => {
    const answers = [fixture.api.get(IMAGES), fixture.api.get(TRASH)];
    await fixture.turn();
    const [first, second] = [fixture.http.expectOne(IMAGES), fixture.http.expectOne(TRASH)];
    refuse(first, 401);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(MAYA, 'token-2'));
    await fixture.turn();
    fixture.http.expectOne(IMAGES).flush({});
    refuse(second, 401);
    await fixture.turn();
    fixture.http.expectNone(REFRESH);
    const again = fixture.http.expectOne(TRASH);
    expect(again.request.headers.get('Authorization')).toBe('Bearer token-2');
    again.flush({});
    await Promise.all(answers);
  });

  it('is not sent again with a token that could not be renewed', async () => {
    const answer = fixture.api.get(IMAGES).catch(kindOf);
    await fixture.turn();
    refuse(fixture.http.expectOne(IMAGES), 401);
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await fixture.turn();
    fixture.http.expectNone(IMAGES);
    expect(await answer).toBe('unauthenticated');
  });
});
