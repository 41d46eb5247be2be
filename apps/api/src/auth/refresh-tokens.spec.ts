import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import { PASSWORD, TestApp, type TestUser, cookiesOf } from '../testing/test-app';
import { SessionSweep } from './session-sweep';

type Cookies = Readonly<Record<string, string>>;

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the successor of a refresh token', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const refresh = (cookies: Cookies) => app.withCookies(cookies).post('/api/auth/refresh', {});
  const tokenIn = (answer: Response | { readonly cookies: Cookies }) => ('cookies' in answer ? answer.cookies : cookiesOf(answer))['vitrine_refresh'];
  const statusOf = async (accessToken: string) => (await app.as({ accessToken }).get('/api/auth/me')).status;
  const renew = async (cookies: Cookies) => {
    const response = await refresh(cookies);
    return { cookies: cookiesOf(response), session: (await response.json()) as Session };
  };
  const rowsOf = ({ id }: TestUser) =>
    app.get(Database).selectFrom('refresh_tokens').innerJoin('sessions', 'sessions.id', 'session_id').selectAll('refresh_tokens').where('user_id', '=', id).execute();
  /** As if every token spent so far had been spent this much earlier. */
  const age = (ms: number) => app.get(Database).updateTable('refresh_tokens').set((row) => ({ spent_at: row('spent_at', '-', ms) })).execute();

  it('is one, however many ask for it at once', async () => {
    const user = await app.register();

    const answers = await Promise.all(Array.from({ length: 40 }, () => refresh(user.cookies)));

    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
    expect(new Set(answers.map(tokenIn)).size).toBe(1);
    expect(await rowsOf(user)).toHaveLength(2);
    expect((await refresh(cookiesOf(answers[0] as Response))).status).toBe(200);
  });

  it('is sent again while it has not been used, so that a lost answer signs nobody out', async () => {
    const user = await app.register();
    const lost = await refresh(user.cookies);
    await age(DAY_MS / 2);

    const again = await renew(user.cookies);

    expect(again.cookies['vitrine_refresh']).toBe(tokenIn(lost));
    expect(await statusOf(again.session.accessToken)).toBe(200);
    expect((await refresh(again.cookies)).status).toBe(200);
  });

  it('is sent again to a client that was away for days after the answer was lost', async () => {
    const user = await app.register();
    const lost = await refresh(user.cookies);
    await age(3 * DAY_MS);
    await app.get(SessionSweep).run();

    const again = await renew(user.cookies);

    expect(again.cookies['vitrine_refresh']).toBe(tokenIn(lost));
    expect(await statusOf(again.session.accessToken)).toBe(200);
    await app.get(SessionSweep).run();
    expect(await rowsOf(user)).toHaveLength(1);
    expect((await refresh(again.cookies)).status).toBe(200);
  });

  it('ends the session when its parent is used after it', async () => {
    const user = await app.register();
    const successor = await renew(user.cookies);
    const next = await renew(successor.cookies);

    expect((await refresh(user.cookies)).status).toBe(401);

    expect(await statusOf(next.session.accessToken)).toBe(401);
    expect((await refresh(next.cookies)).status).toBe(401);
  });

  it('is known to have arrived once a token that came with it is used: then its parent is good for the grace only', async () => {
    for (const use of [
      ({ session }: { session: Session }) => app.as(session).get('/api/auth/me'),
      ({ cookies }: { cookies: Cookies }) => app.withCookies(cookies).get(`/api/ai/images/${uuidv7()}.png`),
    ]) {
      const user = await app.register();
      const successor = await renew(user.cookies);
      await use(successor);
      expect((await refresh(user.cookies)).status).toBe(200);
      await age(11_000);

      expect((await refresh(user.cookies)).status).toBe(401);
      expect((await refresh(successor.cookies)).status).toBe(401);
    }
  });

  it('is not taken for arrived by tokens of an earlier answer', async () => {
    const user = await app.register();
    await refresh(user.cookies);
    expect(await statusOf(user.accessToken)).toBe(200);
    await age(11_000);

    expect((await refresh(user.cookies)).status).toBe(200);
  });

  async function changePassword(as: Pick<Session, 'accessToken'>): Promise<Response> {
    const response = await app.as(as).post('/api/auth/password', { current: PASSWORD, next: 'another unremarkable sentence' });
    expect(response.status).toBe(200);
    return response;
  }

  it('leaves a thief no branch that a change of the password does not end', async () => {
    const owner = await app.register();
    const thief = await app.signIn(owner);
    const branches = await Promise.all([refresh(thief.cookies), refresh(thief.cookies)]);

    const changed = await changePassword(owner);

    for (const branch of branches) expect((await refresh(cookiesOf(branch))).status).toBe(401);
    expect((await refresh(thief.cookies)).status).toBe(401);
    expect((await refresh(cookiesOf(changed))).status).toBe(200);
  });

  it('leaves a thief nothing of the session that changes the password: neither a copy of its token nor a successor of it', async () => {
    const owner = await app.register();
    const stolen = owner.cookies;
    const { session, cookies } = await renew(stolen);

    const changed = await changePassword(session);

    for (const copy of [stolen, cookies]) expect((await refresh(copy)).status).toBe(401);
    for (const token of [owner.accessToken, session.accessToken]) expect(await statusOf(token)).toBe(401);
    expect((await app.withCookies(cookies).get(`/api/ai/images/${uuidv7()}.png`)).status).toBe(401);
    expect((await refresh(cookiesOf(changed))).status).toBe(200);
  });

  it('is the same after a restart with a newer key', async () => {
    const user = await app.register();
    const lost = await refresh(user.cookies);
    await writeFile(join(app.config.dataDir, 'secrets/session-2.key'), randomBytes(48).toString('base64url'), { mode: 0o600 });
    await app.restart();

    const again = await refresh(user.cookies);

    expect(tokenIn(again)).toBe(tokenIn(lost));
    expect((await refresh(cookiesOf(again))).status).toBe(200);
  });

  it('cannot be derived from what is stored', async () => {
    const user = await app.register();
    const { cookies } = await renew(user.cookies);

    const stored = JSON.stringify(await rowsOf(user));

    for (const token of [user.cookies['vitrine_refresh'], cookies['vitrine_refresh']]) expect(stored).not.toContain(token);
  });

  it('takes the place of tokens spent long ago', async () => {
    const user = await app.register();
    let { cookies }: { cookies: Cookies } = user;
    for (let turn = 0; turn < 3; turn += 1) {
      ({ cookies } = await renew(cookies));
      await age(DAY_MS + 1);
    }

    await refresh(cookies);

    expect(await rowsOf(user)).toHaveLength(2);
    expect((await refresh(user.cookies)).status).toBe(401);
    expect((await refresh(cookies)).status).toBe(200);
  });

  it('is swept with its session, also when nobody signs in again', async () => {
    const user = await app.register();
    await refresh(user.cookies);
    await app.as(user).post('/api/auth/logout');

    await app.get(SessionSweep).run();

    expect(await rowsOf(user)).toEqual([]);
    expect(await app.get(Database).selectFrom('sessions').select('id').where('user_id', '=', user.id).execute()).toEqual([]);
  });
});
