import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEVICES_MAX, type DeviceList, type Session } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import { TestApp, type TestUser, cookiesOf } from '../testing/test-app';
import { SessionSweep } from './session-sweep';

const REFRESH = '/api/auth/refresh';
const ME = '/api/auth/me';
const DAY_MS = 24 * 60 * 60 * 1000;

describe('sessions over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const refresh = (cookies: Readonly<Record<string, string>>) => app.withCookies(cookies).post(REFRESH, {});
  const statusOf = async (accessToken: string) => (await app.as({ accessToken }).get(ME)).status;
  /** As if every token spent so far had been spent longer ago than the grace lasts. */
  const letGraceRunOut = () =>
    app.get(Database).updateTable('refresh_tokens').set((row) => ({ spent_at: row('spent_at', '-', 11_000) })).execute();
  const sessionsOf = async (user: TestUser) => (await app.as(user).json<DeviceList>('/api/auth/sessions')).sessions;

  describe('the cookies', () => {
    it('are out of reach of scripts, each for one part of the API', async () => {
      const response = await app.as(null).post('/api/auth/register', { email: 'cookies@example.com', password: 'an unremarkable sentence' });

      const [deviceCookie, refreshCookie, mediaCookie, ...others] = response.headers.getSetCookie();
      expect(refreshCookie).toMatch(/^vitrine_refresh=[\w-]{43}; Path=\/api\/auth; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
      expect(mediaCookie).toMatch(/^vitrine_media=[\w-]+\.[\w-]+\.[\w-]+; Path=\/api\/ai\/images; Max-Age=3600; HttpOnly; SameSite=Strict$/);
      expect(deviceCookie).toMatch(/^vitrine_device=/);
      expect(others).toEqual([]);
    });

    it('are sent over https only, under a name that says so, where there is https', async () => {
      const secure = await TestApp.start({ PUBLIC_URL: 'https://vitrine.example' });
      try {
        const user = await secure.register();
        const response = await secure.withCookies(user.cookies).post(REFRESH, {});

        expect(Object.keys(user.cookies)).toEqual(['__Secure-vitrine_device', '__Secure-vitrine_refresh', '__Secure-vitrine_media']);
        expect(response.status).toBe(200);
        for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
        expect((await secure.withCookies({ vitrine_refresh: String(user.cookies['__Secure-vitrine_refresh']) }).post(REFRESH, {})).status).toBe(401);
      } finally {
        await secure.stop();
      }
    });

    it('are kept by no table as they are', async () => {
      const user = await app.register();
      const rows = await app.get(Database).selectFrom('refresh_tokens').selectAll().execute();

      expect(JSON.stringify(rows)).not.toContain(user.cookies['vitrine_refresh']);
      for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  describe('a refresh', () => {
    it('gives new tokens of the same session, and new cookies', async () => {
      const user = await app.register();

      const response = await refresh(user.cookies);

      expect(response.status).toBe(200);
      const session = (await response.json()) as Session;
      expect(session.user).toEqual(user.session.user);
      expect(await statusOf(session.accessToken)).toBe(200);
      expect(cookiesOf(response)['vitrine_refresh']).not.toBe(user.cookies['vitrine_refresh']);
      expect(cookiesOf(response)['vitrine_media']).not.toBe(user.cookies['vitrine_media']);
      expect(await sessionsOf(user)).toHaveLength(1);
    });

    it('can be done with each new cookie in turn', async () => {
      let { cookies }: { cookies: Readonly<Record<string, string>> } = await app.register();
      for (let turn = 0; turn < 4; turn += 1) {
        const response = await refresh(cookies);
        expect(response.status).toBe(200);
        cookies = cookiesOf(response);
        await letGraceRunOut();
      }
    });

    it('with a spent token ends the whole family, and no other', async () => {
      const thief = await app.register();
      const elsewhere = await app.signIn(thief);
      const victim = await refresh(thief.cookies);
      const { accessToken } = (await victim.json()) as Session;
      expect(await statusOf(accessToken)).toBe(200);
      await letGraceRunOut();

      const reused = await refresh(thief.cookies);

      expect(reused.status).toBe(401);
      expect(reused.headers.getSetCookie()).toHaveLength(2);
      for (const cookie of reused.headers.getSetCookie()) expect(cookie).toMatch(/^vitrine_\w+=; .*Max-Age=0/);
      expect((await refresh(cookiesOf(victim))).status).toBe(401);
      expect(await statusOf(accessToken)).toBe(401);
      expect(await statusOf(thief.accessToken)).toBe(401);
      expect(await statusOf(elsewhere.accessToken)).toBe(200);
      expect((await refresh(elsewhere.cookies)).status).toBe(200);
    });

    it('is refused with a token nobody was given, and with none', async () => {
      await app.register();

      expect((await refresh({ vitrine_refresh: 'A'.repeat(43) })).status).toBe(401);
      expect((await refresh({ vitrine_refresh: '' })).status).toBe(401);
      expect((await refresh({})).status).toBe(401);
    });

    it('is refused with an access token or a media cookie', async () => {
      const user = await app.register();

      expect((await refresh({ vitrine_refresh: user.accessToken })).status).toBe(401);
      expect((await refresh({ vitrine_refresh: String(user.cookies['vitrine_media']) })).status).toBe(401);
      expect((await app.as(user).post(REFRESH, {})).status).toBe(401);
    });

    it('is refused once the session has run out', async () => {
      const user = await app.register();
      await app.get(Database).updateTable('sessions').set({ expires_at: Date.now() - 1 }).where('user_id', '=', user.id).execute();

      expect((await refresh(user.cookies)).status).toBe(401);
    });

    it('prolongs the session by thirty days, and never beyond its longest lifetime', async () => {
      const user = await app.register();
      const begun = async (daysAgo: number) => {
        const created_at = Date.now() - daysAgo * DAY_MS;
        await app.get(Database).updateTable('sessions').set({ created_at }).where('user_id', '=', user.id).execute();
      };
      const daysLeft = async () => (Date.parse((await sessionsOf(user))[0]?.expiresAt ?? '') - Date.now()) / DAY_MS;
      const ageOf = (response: Response) => Number(/vitrine_refresh=.*?Max-Age=(\d+)/.exec(response.headers.getSetCookie().join('\n'))?.[1]);

      await begun(50);
      let response = await refresh(user.cookies);
      expect(await daysLeft()).toBeCloseTo(30, 1);
      await begun(85);
      response = await refresh(cookiesOf(response));
      expect(await daysLeft()).toBeCloseTo(5, 1);
      expect(ageOf(response) / 86_400).toBeCloseTo(5, 1);
      await begun(91);

      expect((await refresh(cookiesOf(response))).status).toBe(401);
    });

    it('is refused after a shorter lifetime was set, as the session\'s access tokens are', async () => {
      const other = await TestApp.start();
      try {
        const user = await other.register();
        await other.get(Database).updateTable('sessions').set({ created_at: Date.now() - 2 * DAY_MS }).execute();
        await other.restart({ SESSION_MAX_DAYS: '1' });
        await other.get(SessionSweep).idle();

        expect((await other.as(user).get(ME)).status).toBe(401);
        expect((await other.withCookies(user.cookies).post(REFRESH, {})).status).toBe(401);
      } finally {
        await other.stop();
      }
    });

    it('works after a restart', async () => {
      const user = await app.register();
      await app.restart();

      expect(await statusOf(user.accessToken)).toBe(200);
      expect((await refresh(user.cookies)).status).toBe(200);
    });
  });

  describe('asked for by another site', () => {
    it.each([
      [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': '' }],
      [{ origin: 'https://elsewhere.example' }], [{ origin: 'null' }], [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:1' }],
    ])('neither refreshes nor signs out: %j', async (headers) => {
      const user = await app.register();

      for (const path of [REFRESH, '/api/auth/logout']) expect((await app.withCookies(user.cookies).post(path, {}, headers)).status).toBe(403);
      expect((await refresh(user.cookies)).status).toBe(200);
    });

    it('neither refreshes nor signs out by a form', async () => {
      const user = await app.register();
      for (const type of ['application/x-www-form-urlencoded', 'text/plain', '']) {
        for (const path of [REFRESH, '/api/auth/logout']) {
          expect((await app.withCookies(user.cookies).post(path, undefined, { 'content-type': type })).status).toBe(415);
        }
      }
      expect((await refresh(user.cookies)).status).toBe(200);
    });

    it('but by our own page it does both, at the public address and at the one it was called by', async () => {
      const user = await app.register();
      const ours = [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: 'http://localhost' }, { origin: app.url }];

      for (const headers of ours) expect((await app.withCookies(user.cookies).post(REFRESH, {}, headers)).status).toBe(200);
      expect((await app.withCookies(user.cookies).post('/api/auth/logout', {}, ours[0])).status).toBe(204);
    });
  });

  describe('signing out', () => {
    const isCleared = (response: Response) => {
      expect(response.status).toBe(204);
      expect(response.headers.get('clear-site-data')).toBe('"cache"');
      expect(cookiesOf(response)).toEqual({ vitrine_refresh: '', vitrine_media: '' });
    };

    it('ends the session of the cookie, and clears what the browser keeps', async () => {
      const user = await app.register();

      isCleared(await app.withCookies(user.cookies).post('/api/auth/logout', {}));

      expect(await statusOf(user.accessToken)).toBe(401);
      expect((await refresh(user.cookies)).status).toBe(401);
    });

    it('ends the session of the token, and no other', async () => {
      const user = await app.register();
      const elsewhere = await app.signIn(user);

      isCleared(await app.as(user).post('/api/auth/logout'));

      expect((await refresh(user.cookies)).status).toBe(401);
      expect(await statusOf(elsewhere.accessToken)).toBe(200);
    });

    it('clears the cookies of a session that is over already', async () => {
      const user = await app.register();
      await app.as(user).post('/api/auth/logout');

      isCleared(await app.withCookies(user.cookies).post('/api/auth/logout', {}));
    });

    it('is no matter of a token that is bad, whatever cookie came along', async () => {
      const user = await app.register();

      const response = await app.withCookies(user.cookies).post('/api/auth/logout', {}, { authorization: 'Bearer bad' });

      expect(response.status).toBe(401);
      expect((await refresh(user.cookies)).status).toBe(200);
    });
  });

  describe('the list of devices', () => {
    it('shows one\'s own, says which is this one, and tells them apart by what they call themselves', async () => {
      const user = await app.register();
      await app.as(null).with({ 'user-agent': `Phone\u00e9 ${'x'.repeat(300)}` }).post('/api/auth/login', { email: user.email, password: 'an unremarkable sentence' });

      const sessions = await sessionsOf(user);

      expect(sessions).toHaveLength(2);
      expect(sessions.filter(({ current }) => current)).toHaveLength(1);
      expect(sessions.find(({ current }) => !current)?.device).toMatch(/^Phone x{114}$/);
      expect(Object.keys(sessions[0] ?? {}).sort()).toEqual(['createdAt', 'current', 'device', 'expiresAt', 'id', 'lastSeenAt']);
    });

    it('never shows another user\'s, nor one that ended', async () => {
      const [alice, bob] = [await app.register(), await app.register()];
      const gone = await app.signIn(alice);
      await app.as(gone).post('/api/auth/logout');

      const [ofAlice, ofBob] = [await sessionsOf(alice), await sessionsOf(bob)];

      expect([ofAlice.length, ofBob.length]).toEqual([1, 1]);
      expect(ofAlice[0]?.id).not.toBe(ofBob[0]?.id);
    });

    it('lets one device sign another of the same user out, at once', async () => {
      const user = await app.register();
      const lost = await app.signIn(user);
      expect(await statusOf(lost.accessToken)).toBe(200);
      const id = (await sessionsOf(user)).find(({ current }) => !current)?.id;

      expect((await app.as(user).delete(`/api/auth/sessions/${String(id)}`)).status).toBe(204);

      expect(await statusOf(lost.accessToken)).toBe(401);
      expect((await refresh(lost.cookies)).status).toBe(401);
      expect((await app.as(user).delete(`/api/auth/sessions/${String(id)}`)).status).toBe(404);
    });

    it('answers alike for another user\'s session, an unknown and a malformed one, and ends none', async () => {
      const [alice, bob] = [await app.register(), await app.register()];
      const idOfAlice = (await sessionsOf(alice))[0]?.id;

      const answers = await Promise.all(
        [idOfAlice, '0190a5c4-7b1e-7c3d-8e2f-123456789abc', 'x', '%00', '%ff', '..%2f..%2f'].map((id) => app.as(bob).delete(`/api/auth/sessions/${String(id)}`)),
      );

      const bodies = await Promise.all(answers.map(async (answer) => ({ ...((await answer.json()) as object), instance: '' })));
      for (const body of bodies) expect(body).toEqual(bodies[0]);
      expect(bodies[0]).toMatchObject({ status: 404 });
      expect(await statusOf(alice.accessToken)).toBe(200);
    });
  });

  it('are as many as are listed: beyond that, the one used longest ago ends', async () => {
    const [user, other] = [await app.register(), await app.register()];
    const [first] = await sessionsOf(user);
    const now = Date.now();
    const row = (index: number) => ({ id: uuidv7(), user_id: user.id, device: 'x', created_at: now, last_seen_at: now + 1 + index, expires_at: now + DAY_MS, ended_at: null });
    const rows = Array.from({ length: DEVICES_MAX - 1 }, (_, index) => row(index));
    for (let start = 0; start < rows.length; start += 100) await app.get(Database).insertInto('sessions').values(rows.slice(start, start + 100)).execute();
    expect(await statusOf(user.accessToken)).toBe(200);

    const latest = await app.signIn(user);

    expect(await statusOf(user.accessToken)).toBe(401);
    const listed = await sessionsOf(latest);
    expect(listed).toHaveLength(DEVICES_MAX);
    expect(listed.map(({ id }) => id)).not.toContain(first?.id);
    expect(await statusOf(other.accessToken)).toBe(200);
  });

  it('sweeps what is over when its user signs in again', async () => {
    const user = await app.register();
    await app.as(user).post('/api/auth/logout');
    await app.signIn(user);
    const db = app.get(Database);

    const sessions = await db.selectFrom('sessions').selectAll().where('user_id', '=', user.id).execute();
    const orphans = await db.selectFrom('refresh_tokens').selectAll().where('session_id', 'not in', db.selectFrom('sessions').select('id')).execute();

    expect(sessions).toHaveLength(1);
    expect(orphans).toEqual([]);
  });
});
