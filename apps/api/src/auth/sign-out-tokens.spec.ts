import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '@vitrine/contracts';
import { TestApp, type TestUser, cookiesOf } from '../testing/test-app';
import { RememberedTokens } from './remembered-tokens';

describe('POST /api/auth/logout/later', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const later = (signOutToken: unknown, cookies: Readonly<Record<string, string>> = {}) => app.withCookies(cookies).post('/api/auth/logout/later', { signOutToken });
  const tokenOf = ({ session }: TestUser) => session.signOutToken;
  const refresh = (cookies: Readonly<Record<string, string>>) => app.withCookies(cookies).post('/api/auth/refresh', {});
  const isIn = async (user: TestUser) => (await app.as(user).get('/api/auth/me')).status === 200;

  it('ends the session of the token, and clears its cookies', async () => {
    const user = await app.register();
    const elsewhere = await app.signIn(user);

    const response = await later(tokenOf(user), user.cookies);

    expect(response.status).toBe(204);
    expect(cookiesOf(response)).toEqual({ vitrine_refresh: '', vitrine_media: '' });
    expect(response.headers.get('clear-site-data')).toBe('"cache"');
    expect([await isIn(user), await isIn(elsewhere)]).toEqual([false, true]);
    expect((await refresh(user.cookies)).status).toBe(401);
  });

  it('does nothing to what is remembered of other sessions when the session was over before, nor does signing out by its cookie', async () => {
    const user = await app.register();
    await later(tokenOf(user));
    const forget = jest.spyOn(app.get(RememberedTokens), 'forgetSession');

    expect((await later(tokenOf(user))).status).toBe(204);
    expect((await app.withCookies(user.cookies).post('/api/auth/logout', {})).status).toBe(204);

    expect(forget).not.toHaveBeenCalled();
    forget.mockRestore();
  });

  it('does so without a cookie, and after the session was renewed', async () => {
    const user = await app.register();
    const renewed = await refresh(user.cookies);

    expect((await later(tokenOf(user))).status).toBe(204);

    expect((await refresh(cookiesOf(renewed))).status).toBe(401);
  });

  it('leaves the session and the cookies of somebody who signed in since', async () => {
    const [user, next] = [await app.register(), await app.register()];

    const response = await later(tokenOf(user), next.cookies);

    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect([await isIn(user), await isIn(next)]).toEqual([false, true]);
  });

  it('is done again without harm, and after the session ended otherwise', async () => {
    const user = await app.register();
    await app.as(user).post('/api/auth/logout');

    expect((await later(tokenOf(user))).status).toBe(204);
    expect((await later(tokenOf(user))).status).toBe(204);
  });

  it('takes a token that an older key made', async () => {
    const user = await app.register();
    await writeFile(join(app.config.dataDir, 'secrets/session-2.key'), randomBytes(48).toString('base64url'), { mode: 0o600 });
    await app.restart();

    expect((await later(tokenOf(user))).status).toBe(204);
    expect(await isIn(user)).toBe(false);
  });

  it('refuses a token that was not made here, and ends nothing', async () => {
    const [user, eve] = [await app.register(), await app.register()];
    const [userId, sessionId, mac] = tokenOf(user).split('.');
    const ofEve = tokenOf(eve).split('.')[2];
    const forged = [`${String(userId)}.${String(sessionId)}.${String(ofEve)}`, `${eve.id}.${String(sessionId)}.${String(mac)}`, `${String(userId)}.${randomUUID()}.${String(mac)}`];

    for (const token of [...forged, '', 'x', `${tokenOf(user)}x`, user.accessToken, 'x'.repeat(1000), null, {}]) {
      const response = await later(token);
      expect(response.status).toBe(400);
      expect(((await response.json()) as Problem).errors?.[0]?.pointer).toBe('/signOutToken');
    }
    expect(await isIn(user)).toBe(true);
  });

  it('is not done for another site', async () => {
    const user = await app.register();

    const response = await app.withCookies(user.cookies).post('/api/auth/logout/later', { signOutToken: tokenOf(user) }, { 'sec-fetch-site': 'cross-site' });

    expect(response.status).toBe(403);
    expect(await isIn(user)).toBe(true);
  });

  it('has a token that signs nobody in', async () => {
    const user = await app.register();

    expect((await app.as({ accessToken: tokenOf(user) }).get('/api/auth/me')).status).toBe(401);
    expect((await refresh({ vitrine_refresh: tokenOf(user) })).status).toBe(401);
    expect((await app.withCookies({ vitrine_media: tokenOf(user) }).get(`/api/ai/images/${randomUUID()}.png`)).status).toBe(401);
  });
});
