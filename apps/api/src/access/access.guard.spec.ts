import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomUUID } from 'node:crypto';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { Problem } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { AccountsService } from '../auth/accounts.service';
import { AccessTokenGuard } from '../auth/access-token.guard';
import { MediaCookieGuard } from '../auth/media-cookie.guard';
import { Secrets, type SigningKey } from '../config/secrets';
import { Database } from '../database/database';
import { TestApp, type TestUser } from '../testing/test-app';
import { AccessGuard } from './access.guard';

const ME = '/api/auth/me';
const BYTES = '/api/ai/images/0190a5c4-7b1e-7c3d-8e2f-123456789abc.png';
const ISSUER = 'http://localhost';

type Json = Record<string, unknown>;

describe('the guard before every handler', () => {
  let app: TestApp;
  let alice: TestUser;
  let accessKey: SigningKey;
  let mediaKey: SigningKey;
  let sid: string;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
    const secrets = app.get(Secrets);
    [accessKey] = secrets.accessKeys;
    [mediaKey] = secrets.mediaKeys;
    sid = String(payloadOf(alice.accessToken)['sid']);
  });
  afterAll(() => app.stop());

  const now = () => Math.floor(Date.now() / 1000);
  /** From one look at the clock: between two of them the second can change. */
  const lasting = (seconds: number, iat = now()): Json => ({ iat, exp: iat + seconds });
  const goodClaims = (): Json => ({ iss: ISSUER, aud: `${ISSUER}/api`, sub: alice.id, sid, ...lasting(600), jti: uuidv7() });
  const goodHeader = (): Json => ({ alg: 'HS256', typ: 'at+jwt', kid: accessKey.kid });
  const signed = (header: Json, claims: Json, { key } = accessKey, digest = 'sha256') => {
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${createHmac(digest, key).update(text).digest('base64url')}`;
  };
  const forged = (claims: Json, header: Json = {}) => signed({ ...goodHeader(), ...header }, { ...goodClaims(), ...claims });
  const statusOf = async (accessToken: string) => (await app.as({ accessToken }).get(ME)).status;

  it('takes a token as the application itself signs it, so that the refusals below are for their one fault', async () => {
    expect(await statusOf(alice.accessToken)).toBe(200);
    expect(await statusOf(forged({}))).toBe(200);
    expect(Object.keys(payloadOf(alice.accessToken)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']);
    expect(JSON.parse(Buffer.from(alice.accessToken.split('.')[0] ?? '', 'base64url').toString())).toEqual(goodHeader());
  });

  const withoutClaim = (name: string) => () => {
    const { [name]: _left, ...rest } = goodClaims();
    return signed(goodHeader(), rest);
  };
  const cases: [string, () => string][] = [
    ...['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'jti'].map((name): [string, () => string] => [`has no ${name}`, withoutClaim(name)]),
    ['is for another audience', () => forged({ aud: `${ISSUER}/other` })],
    ['is for several audiences', () => forged({ aud: [`${ISSUER}/api`, 'other'] })],
    ['comes from another issuer', () => forged({ iss: 'https://elsewhere.example' })],
    ['has a subject that is an object', () => forged({ sub: { id: alice.id } })],
    ['has a subject that is no id', () => forged({ sub: 'alice' })],
    ['has a number for its id', () => forged({ jti: 1 })],
    ['says when it ends in words', () => forged({ exp: 'tomorrow' })],
    ['has run out', () => forged(lasting(600, now() - 601))],
    ['lasts longer than any we sign', () => forged(lasting(601))],
    ['was signed in the future', () => forged(lasting(580, now() + 120))],
    ['is not good yet', () => forged({ nbf: now() + 300 })],
    ['says more than we say', () => forged({ role: 'admin' })],
    ['is signed by HS512', () => signed({ ...goodHeader(), alg: 'HS512' }, goodClaims(), accessKey, 'sha512')],
    ['is signed by nobody', () => `${signed({ ...goodHeader(), alg: 'none' }, goodClaims()).split('.').slice(0, 2).join('.')}.`],
    ['says nobody signs and is signed', () => signed({ ...goodHeader(), alg: 'none' }, goodClaims())],
    ['has another type', () => forged({}, { typ: 'JWT' })],
    ['demands an extension nobody knows', () => forged({}, { crit: ['b64'], b64: true })],
    ['brings its own key', () => forged({}, { jwk: { kty: 'oct', k: 'AAAA' } })],
    ['names a key there is not', () => forged({}, { kid: 'access-2' })],
    ['names a key of another use', () => signed({ ...goodHeader(), kid: mediaKey.kid }, goodClaims(), mediaKey)],
    ['names no key', () => signed({ alg: 'HS256', typ: 'at+jwt' }, goodClaims())],
    ['has a key of a wrong type', () => forged({}, { kid: ['access-1'] })],
    ['is signed with another key', () => signed(goodHeader(), goodClaims(), mediaKey)],
    ['has had its claims changed', () => tampered(alice.accessToken, { ...payloadOf(alice.accessToken), sub: uuidv7() })],
    ['names a session there is not', () => forged({ sid: uuidv7() })],
    ['names a user there is not', () => forged({ sub: uuidv7() })],
    ['is a refresh token', () => String(alice.cookies['vitrine_refresh'])],
    ['is a media token', () => String(alice.cookies['vitrine_media'])],
    ['is a media token signed for access', () => forged({ aud: `${ISSUER}/api/ai/images` }, { typ: 'media+jwt' })],
    ['is no token', () => 'a.b.c'],
    ['is empty', () => '..'],
    ['is not even JSON', () => `${Buffer.from('{').toString('base64url')}.e30.x`],
    ['is null', () => `${Buffer.from('null').toString('base64url')}.bnVsbA.x`],
  ];
  it.each(cases)('answers 401 to a token that %s', async (_, token) => {
    expect(await statusOf(token())).toBe(401);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'bearer,'])('answers 401 to the header %j', async (authorization) => {
    expect((await app.as(null).get(ME, { authorization })).status).toBe(401);
  });

  it('answers every 401 alike, but for the id of the request', async () => {
    const bodyOf = async (response: Response) => {
      const { instance, ...rest } = (await response.json()) as Problem;
      expect(instance).toMatch(/^[0-9a-f-]{36}$/);
      return [response.status, response.headers.get('www-authenticate'), response.headers.get('content-type'), rest];
    };
    const answers = await Promise.all([
      app.as(null).get(ME),
      app.as({ accessToken: forged(lasting(59, now() - 60)) }).get(ME),
      app.as({ accessToken: forged({ sid: uuidv7() }) }).get(ME),
      app.as(null).get(BYTES),
      app.withCookies({ vitrine_media: 'bad' }).get(BYTES),
      app.as(null).post('/api/auth/login', { email: alice.email, password: 'wrong password' }),
      app.as(null).post('/api/auth/login', { email: 'nobody@example.com', password: 'wrong password' }),
      app.as(null).post('/api/auth/refresh', {}),
      app.as(null).post('/api/auth/logout', {}),
    ]);

    const [first, ...others] = await Promise.all(answers.map(bodyOf));
    expect(first?.[0]).toBe(401);
    for (const other of others) expect(other).toEqual(first);
  });

  describe('with a media cookie', () => {
    const media = (value: string) => app.withCookies({ vitrine_media: value });
    const cookie = () => String(alice.cookies['vitrine_media']);

    it('lets image bytes be read, and nothing else be done', async () => {
      expect((await media(cookie()).get(BYTES)).status).toBe(404);
      expect((await media(cookie()).head(BYTES)).status).toBe(404);
      expect((await media(cookie()).delete(BYTES)).status).toBe(401);
      expect((await media(cookie()).get(ME)).status).toBe(401);
      expect((await media(cookie()).get('/api/ai/my-images')).status).toBe(401);
      expect((await media(cookie()).post('/api/auth/logout', {})).status).toBe(401);
    });

    it('takes no access token and no refresh token for one', async () => {
      expect((await media(alice.accessToken).get(BYTES)).status).toBe(401);
      expect((await media(String(alice.cookies['vitrine_refresh'])).get(BYTES)).status).toBe(401);
    });

    it('judges by the Authorization header alone when there is one', async () => {
      expect((await media(cookie()).get(BYTES, { authorization: 'Bearer bad' })).status).toBe(401);
      expect((await media(cookie()).get(BYTES, { authorization: '' })).status).toBe(401);
      expect((await media('bad').get(BYTES, { authorization: `Bearer ${alice.accessToken}` })).status).toBe(404);
    });

    it('takes none as access token that it has just taken as cookie', async () => {
      await media(cookie()).get(BYTES);

      expect(await statusOf(cookie())).toBe(401);
    });

    it('answers 401 once its session has ended', async () => {
      const other = await app.signIn(alice);
      const cookieOfOther = String(other.cookies['vitrine_media']);
      expect((await media(cookieOfOther).get(BYTES)).status).toBe(404);

      await app.as(other).post('/api/auth/logout');

      expect((await media(cookieOfOther).get(BYTES)).status).toBe(401);
    });
  });

  it('answers 401 to a token whose session has ended, the very next time', async () => {
    const other = await app.signIn(alice);
    expect(await statusOf(other.accessToken)).toBe(200);

    await app.as(other).post('/api/auth/logout');

    expect(await statusOf(other.accessToken)).toBe(401);
  });

  it('answers 401 to whoever was disabled: with the token they hold, with their cookies, with their password', async () => {
    const eve = await app.register();
    expect(await statusOf(eve.accessToken)).toBe(200);

    await app.get(AccountsService).disable(eve.id);

    expect(await statusOf(eve.accessToken)).toBe(401);
    expect((await app.withCookies(eve.cookies).get(BYTES)).status).toBe(401);
    expect((await app.withCookies(eve.cookies).post('/api/auth/refresh', {})).status).toBe(401);
    await expect(app.signIn(eve)).rejects.toThrow('401');
  });

  it('sees within a second that an account was disabled in the rows themselves', async () => {
    const eve = await app.register();
    expect(await statusOf(eve.accessToken)).toBe(200);

    await app.get(Database).updateTable('users').set({ disabled_at: 1 }).where('id', '=', eve.id).execute();
    await new Promise((resolve) => setTimeout(resolve, 1050));

    expect(await statusOf(eve.accessToken)).toBe(401);
  });

  it('lets nobody into a handler that does not say who may call it, should one be there after all', () => {
    const guard = new AccessGuard(new Reflector(), app.get(AccessTokenGuard), app.get(MediaCookieGuard));
    const context = new ExecutionContextHost([], undefined, function unmarked() {
      return 'secret';
    });

    expect(() => guard.canActivate(context)).toThrow(expect.objectContaining({ problem: 'internal-error' }));
  });

  it('tells two applications of one process apart', async () => {
    const other = await TestApp.start();
    try {
      const bob = await other.register();

      expect(await statusOf(bob.accessToken)).toBe(401);
      expect(await statusOf(forged({ jti: randomUUID() }))).toBe(200);
      expect((await other.as(bob).get(ME)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});

function payloadOf(token: string): Json {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
}

function tampered(token: string, claims: Json): string {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
