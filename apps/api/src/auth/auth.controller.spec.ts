import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeviceList, Problem, Session, type User } from '@vitrine/contracts';
import { Database } from '../database/database';
import { PASSWORD, TestApp, cookiesOf } from '../testing/test-app';
import { LIMITS } from './attempt-limits';
import { Passwords } from './passwords';

describe('accounts over HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const register = (body: unknown) => app.as(null).post('/api/auth/register', body);
  const login = (email: string, password: string) => app.as(null).post('/api/auth/login', { email, password });
  const usersThere = async () => (await app.get(Database).selectFrom('users').select('id').execute()).length;

  describe('signing up', () => {
    it('makes an account, signs in, and says who is signed in', async () => {
      const response = await register({ email: ' Ada@Münchner-Freiheit.de ', password: PASSWORD, displayName: 'Ada' });

      expect(response.headers.get('location')).toBe('/api/auth/me');

      expect(response.status).toBe(201);
      const session = (await response.json()) as Session;
      expect(session).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user: { email: 'ada@xn--mnchner-freiheit-jzb.de', displayName: 'Ada', role: 'user' } });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await app.as(session).json<User>('/api/auth/me')).toEqual(session.user);
    });

    it('calls somebody by the name of their address until they say another', async () => {
      expect((await app.register({ email: 'grace@example.com' })).session.user.displayName).toBe('grace');
    });

    it('is refused for an address that has an account, however it is spelled', async () => {
      await app.register({ email: 'taken@example.com' });
      const before = await usersThere();

      const response = await register({ email: ' TAKEN@EXAMPLE.com', password: PASSWORD });

      expect(response.headers.get('location')).toBeNull();

      expect(response.status).toBe(409);
      expect(((await response.json()) as Problem).type).toBe('/problems/email-taken');
      expect(await usersThere()).toBe(before);
    });

    it('gives one account to one of many who ask for the same address at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => register({ email: 'rush@example.com', password: PASSWORD })));

      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    });

    it.each<[string, unknown, string]>([
      ['an address without a domain', { email: 'ada', password: PASSWORD }, '/email'],
      ['a domain that cannot be', { email: 'ada@exa..mple', password: PASSWORD }, '/email'],
      ['an address of two lines', { email: 'a@b.c\nBcc: d@e.f', password: PASSWORD }, '/email'],
      ['NUL in an address', { email: 'a\u0000@b.c', password: PASSWORD }, '/email'],
      ['an address that is an object', { email: {}, password: PASSWORD }, '/email'],
      ['a short password', { email: 'a@b.c', password: '1234567' }, '/password'],
      ['a long password', { email: 'a@b.c', password: 'x'.repeat(129) }, '/password'],
      ['half a character in a password', { email: 'a@b.c', password: `${PASSWORD}\ud800` }, '/password'],
      ['a common password', { email: 'a@b.c', password: 'Password123' }, '/password'],
      ['the address as password', { email: 'somebody@example.com', password: 'somebody@example.com' }, '/password'],
      ['an empty name', { email: 'a@b.c', password: PASSWORD, displayName: ' ' }, '/displayName'],
      ['a role', { email: 'a@b.c', password: PASSWORD, role: 'admin' }, ''],
      ['nothing', undefined, ''],
      ['a list', [], ''],
    ])('is refused with %s, naming the field, and makes nothing', async (_, body, pointer) => {
      const before = await usersThere();

      const response = await register(body);

      expect(response.status).toBe(400);
      expect(((await response.json()) as Problem).errors?.map((error) => error.pointer)).toContain(pointer);
      expect(await usersThere()).toBe(before);
    });

    it('is refused to everybody where registration is closed', async () => {
      const closed = await TestApp.start({ REGISTRATION: 'false' });
      try {
        expect((await closed.as(null).post('/api/auth/register', { email: 'a@b.c', password: PASSWORD })).status).toBe(403);
      } finally {
        await closed.stop();
      }
    });
  });

  describe('a body with a field of an endless name', () => {
    it('is refused by a problem of bounded length', async () => {
      const response = await app.as(null).post('/api/auth/login', { ['a'.repeat(50_000)]: 1 });

      expect(response.status).toBe(400);
      expect(Problem.strict().parse(await response.json()).type).toBe('/problems/invalid-request');
    });
  });

  describe('signing in', () => {
    it('takes the password, however the address is spelled', async () => {
      const { email, id } = await app.register();

      const again = await app.signIn({ email: ` ${email.toUpperCase()}` });

      expect(again.id).toBe(id);
      expect((await app.as(again).get('/api/auth/me')).status).toBe(200);
    });

    it('hashes as much for an address without an account as for a wrong password', async () => {
      const { email } = await app.register();
      const passwords = app.get(Passwords);
      const asked: (string | null)[] = [];
      const { matches } = passwords;
      passwords.matches = (stored, password, signal) => {
        asked.push(stored === null ? null : 'a hash');
        return matches.call(passwords, stored, password, signal);
      };

      const answers = [await login(email, 'not the password'), await login('nobody@example.com', PASSWORD), await login('nobody@exa..mple', PASSWORD)];
      passwords.matches = matches;

      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      expect(asked).toEqual(['a hash', null, null]);
    });

    it('ends for a while after too many wrong passwords, though the right one comes', async () => {
      const { email } = await app.register();
      for (let attempt = 0; attempt < LIMITS.accountFromNetwork.max; attempt += 1) expect((await login(email, 'not the password')).status).toBe(401);

      const response = await login(email, PASSWORD);

      expect(response.status).toBe(429);
      expect(((await response.json()) as Problem).type).toBe('/problems/too-many-requests');
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect([response.headers.get('ratelimit-policy'), response.headers.get('ratelimit')]).toEqual([expect.stringMatching(/^"\w+";q=10;w=900$/), expect.stringMatching(/^"\w+";r=0;t=\d+$/)]);
    });
  });

  describe('changing the password', () => {
    const next = 'another unremarkable sentence';
    const change = (as: Pick<Session, 'accessToken'>, body: unknown) => app.as(as).post('/api/auth/password', body);

    it('ends every session and begins another, as a sign-in does', async () => {
      const user = await app.register();
      const elsewhere = await app.signIn(user);
      expect((await app.as(elsewhere).get('/api/auth/me')).status).toBe(200);

      const response = await change(user, { current: PASSWORD, next });

      expect(response.status).toBe(200);
      for (const old of [user, elsewhere]) {
        expect((await app.as(old).get('/api/auth/me')).status).toBe(401);
        expect((await app.withCookies(old.cookies).post('/api/auth/refresh', {})).status).toBe(401);
      }
      const session = Session.parse(await response.json());
      expect((await app.as(session).get('/api/auth/me')).status).toBe(200);
      expect((await app.withCookies(cookiesOf(response)).post('/api/auth/refresh', {})).status).toBe(200);
      expect((await login(user.email, PASSWORD)).status).toBe(401);
      expect((await login(user.email, next)).status).toBe(200);
    });

    it('lists the session that began as the present one, with the name of its device', async () => {
      const user = await app.register();
      const headers = { 'user-agent': 'A browser' };

      const session = (await (await app.as(user).post('/api/auth/password', { current: PASSWORD, next }, headers)).json()) as Session;

      const { sessions } = (await (await app.as(session).get('/api/auth/sessions')).json()) as DeviceList;
      expect(sessions).toEqual([expect.objectContaining({ device: 'A browser', current: true })]);
    });

    it.each<[string, unknown, string]>([
      ['a wrong present one', { current: 'not the password', next }, '/current'],
      ['a common next one', { current: PASSWORD, next: 'password123' }, '/next'],
      ['a short next one', { current: PASSWORD, next: 'short' }, '/next'],
      ['no present one', { next }, '/current'],
    ])('is refused with %s, and changes nothing', async (_, body, pointer) => {
      const user = await app.register();
      const elsewhere = await app.signIn(user);

      const response = await change(user, body);

      expect(response.status).toBe(400);
      expect(((await response.json()) as Problem).errors?.[0]?.pointer).toBe(pointer);
      expect((await app.as(elsewhere).get('/api/auth/me')).status).toBe(200);
      expect((await login(user.email, PASSWORD)).status).toBe(200);
    });

    it('cannot be tried without end by who holds the session only', async () => {
      const user = await app.register();
      for (let attempt = 0; attempt < LIMITS.password.max; attempt += 1) await change(user, { current: 'not the password', next });

      expect((await change(user, { current: PASSWORD, next })).status).toBe(429);
    });
  });
});
