import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAYA, sessionOf } from '../../testing/samples';
import { kindOf } from '../api/problem';
import { MARKER, SessionFixture } from './testing/session-fixture';

const { user, ...withoutUser } = sessionOf();

/** What a proxy, a captive portal or a broken server answers with status 200. */
const NO_SESSIONS: readonly (readonly [what: string, body: object | string | null])[] = [
  ['an empty object', {}],
  ['nothing', null],
  ['a list', []],
  ['a page in HTML', '<!doctype html><title>Sign in to this network</title>'],
  ['a session of nobody', withoutUser],
  ['a session without tokens', { user }],
  ['a session that lasts for no time', { ...sessionOf(), expiresIn: 0 }],
  ['a session of a user without an id', { ...sessionOf(), user: { displayName: 'Maya' } }],
];

describe.each(NO_SESSIONS)('%s in place of a session', (_what, body) => {
  let fixture: SessionFixture;
  beforeEach(() => { fixture = new SessionFixture(); });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  it('is like no answer to the renewal at the start: the person is still remembered', async () => {
    const opened = fixture.open(MAYA);
    await fixture.turn();
    fixture.refresh().flush(body);
    await opened;
    expect([fixture.session.status(), fixture.session.owner()?.id]).toEqual(['away', MAYA.id]);
    expect(localStorage.getItem(MARKER)).toContain(MAYA.id);
  });

  it('leaves a session that is still valid as it is', async () => {
    await fixture.signIn(MAYA);
    const renewed = fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(body);
    expect(await renewed).toBe(false);
    expect([fixture.session.status(), fixture.session.token(), fixture.session.user()?.id]).toEqual(['signed-in', 'token-1', MAYA.id]);
  });

  it.each(['login', 'register'] as const)('signs nobody in: %s', async (path) => {
    await fixture.session.start();
    const entered = (path === 'login' ? fixture.session.signIn({ email: MAYA.email, password: 'long enough' }) : fixture.session.signUp({ email: MAYA.email, password: 'long enough' })).catch(kindOf);
    await fixture.turn();
    fixture.http.expectOne(`/api/auth/${path}`).flush(body);
    expect(await entered).toBe('unreachable');
    expect([fixture.session.status(), fixture.tabs.announced, localStorage.getItem(MARKER)]).toEqual(['guest', [], null]);
  });

  it('does not end the session that changes the password', async () => {
    await fixture.signIn(MAYA);
    const changed = fixture.session.changePassword({ current: 'the old one', next: 'the new one' }).catch(kindOf);
    await fixture.turn();
    fixture.http.expectOne('/api/auth/password').flush(body);
    expect(await changed).toBe('unreachable');
    expect([fixture.session.status(), fixture.session.user()?.id]).toEqual(['signed-in', MAYA.id]);
  });
});

describe('a browser that has no room left to keep who is signed in', () => {
  it('signs in all the same', async () => {
    const fixture = new SessionFixture();
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    try {
      await fixture.signIn(MAYA);
      expect([fixture.session.status(), fixture.session.token()]).toEqual(['signed-in', 'token-1']);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
