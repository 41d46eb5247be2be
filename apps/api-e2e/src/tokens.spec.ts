import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from '@vitrine/test-server';
import { expired, forge, type Forged } from './support/forge';
import { Client, cookieName, Person } from './support/person';
import { expectProblemOf, withoutInstance } from './support/problem';

const now = () => Math.floor(Date.now() / 1000);

let server: Server;
let person: Person;
let other: Person;
beforeAll(async () => {
  server = await Server.start({ LOG_LEVEL: 'warn' });
  [person, other] = [await Person.register(server.url), await Person.register(server.url)];
});
afterAll(() => server.dispose());

function ask(authorization: string, path = '/api/auth/me') {
  return new Client(server.url, { authorization }).get(path);
}

function forged(change: Forged): string {
  return forge(server, person.session.accessToken, change);
}

describe('an access token', () => {
  it('is good when signed by hand with the key of the server: what follows fails for what is changed', async () => {
    expect((await ask(`Bearer ${forged({})}`)).status).toBe(200);
    expect((await ask(`Bearer ${forged({ claims: { iat: now() - 60, exp: now() + 540 } })}`)).status).toBe(200);
  });

  it.each<[string, () => Forged]>([
    ['has run out', () => ({ claims: expired() })],
    ['never runs out', () => ({ claims: { exp: undefined } })],
    ['runs out in a year', () => ({ claims: { exp: now() + 31_536_000 } })],
    ['says in words when it runs out', () => ({ claims: { exp: '9999999999' } })],
    ['was issued tomorrow', () => ({ claims: { iat: now() + 86_400, exp: now() + 86_500 } })],
    ['does not say when it was issued', () => ({ claims: { iat: undefined } })],
    ['is for somebody else', () => ({ claims: { aud: 'https://elsewhere.example/api' } })],
    ['is for images alone', () => ({ claims: { aud: `${server.url}/api/ai/images` } })],
    ['is for us and another', () => ({ claims: { aud: [`${server.url}/api`, 'https://elsewhere.example'] } })],
    ['is for nobody', () => ({ claims: { aud: undefined } })],
    ['is from somebody else', () => ({ claims: { iss: 'https://elsewhere.example' } })],
    ['is from nobody', () => ({ claims: { iss: undefined } })],
    ['has an object for its subject', () => ({ claims: { sub: { id: person.id } } })],
    ['has a list for its subject', () => ({ claims: { sub: [person.id] } })],
    ['has no subject', () => ({ claims: { sub: undefined } })],
    ['has no session', () => ({ claims: { sid: undefined } })],
    ["has a session that is another's", () => ({ claims: { sub: other.id } })],
    ['has a session that never was', () => ({ claims: { sid: person.id } })],
    ['has no id', () => ({ claims: { jti: undefined } })],
    ['claims a role', () => ({ claims: { role: 'admin' } })],
    ['is not good yet', () => ({ claims: { nbf: now() + 3600 } })],
    ['wants to be understood critically', () => ({ header: { crit: ['b64'], b64: false } })],
    ['brings its own key', () => ({ header: { jwk: { kty: 'oct', k: 'AAAA' } } })],
    ['tells where its key is', () => ({ header: { jku: 'https://elsewhere.example/keys' } })],
    ['is signed with another hash', () => ({ header: { alg: 'HS512' }, hash: 'sha512' })],
    ['says another hash than it is signed with', () => ({ header: { alg: 'HS512' } })],
    ['says that it is not signed', () => ({ header: { alg: 'none' } })],
    ['says RS256', () => ({ header: { alg: 'RS256' } })],
    ['is of another type', () => ({ header: { typ: 'JWT' } })],
    ['is of no type', () => ({ header: { typ: undefined } })],
    ['names no key', () => ({ header: { kid: undefined } })],
    ['names a key that is not there', () => ({ header: { kid: 'access-2' } })],
    ['names the key of media cookies', () => ({ header: { kid: 'media-1' } })],
    ['names a file', () => ({ header: { kid: '../../../dev/null' } })],
    ['is signed with the key of media cookies', () => ({ use: 'media' })],
  ])('is refused when it %s', async (_, change) => {
    expectProblemOf(await ask(`Bearer ${forged(change())}`), 'unauthenticated');
  });

  it('is refused when it is not signed', async () => {
    const [, body] = person.session.accessToken.split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"access-1"}').toString('base64url');

    expectProblemOf(await ask(`Bearer ${header}.${body ?? ''}.`), 'unauthenticated');
    expectProblemOf(await ask(`Bearer ${person.session.accessToken.replace(/[^.]*$/, '')}`), 'unauthenticated');
  });

  it.each(['', 'x', ' ', '\0', 'access-1'])('is refused when it is signed with something to guess: %j', async (key) => {
    const signed = person.session.accessToken.replace(/\.[^.]*$/, '');

    expectProblemOf(await ask(`Bearer ${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`), 'unauthenticated');
  });

  it('is refused when one letter of it is another', async () => {
    const token = person.session.accessToken;
    const middle = token.indexOf('.') + 20;
    const letter = token[middle] === 'A' ? 'B' : 'A';

    expectProblemOf(await ask(`Bearer ${token.slice(0, middle)}${letter}${token.slice(middle + 1)}`), 'unauthenticated');
  });

  it('is a bearer token, in the one header for it', async () => {
    const token = person.session.accessToken;
    const good = await ask(`Bearer ${token}`);
    const bad = await Promise.all([
      ask(token), ask(`Basic ${token}`), ask(`Token ${token}`), ask(`Bearer ${token} ${token}`), ask('Bearer'), ask('Bearer '), ask(`Bearer "${token}"`),
      new Client(server.url).get(`/api/auth/me?access_token=${token}`), new Client(server.url, { cookie: `access_token=${token}` }).get('/api/auth/me'),
    ]);

    expect(good.status).toBe(200);
    expect(bad.map(({ status }) => status)).toEqual(bad.map(() => 401));
    expect(new Set(bad.map(withoutInstance)).size).toBe(1);
    expect(bad.map(({ headers }) => headers['www-authenticate'])).toEqual(bad.map(() => 'Bearer'));
  });

  it('is no other kind of token, and no other kind is one', async () => {
    const [media, refresh] = [person.cookie('media'), person.cookie('refresh')];
    const access = person.session.accessToken;

    for (const token of [media, refresh]) expectProblemOf(await ask(`Bearer ${token}`), 'unauthenticated');
    for (const token of [access, refresh]) {
      expectProblemOf(await new Client(server.url, { cookie: `${cookieName(server.url, 'media')}=${token}` }).get('/api/ai/images/x.png'), 'unauthenticated');
    }
    for (const token of [access, media]) {
      expectProblemOf(await new Client(server.url, { cookie: `${cookieName(server.url, 'refresh')}=${token}` }).send('POST', '/api/auth/refresh', { headers: { 'content-type': 'application/json' } }), 'unauthenticated');
    }
  });

  it('is over with its session', async () => {
    const again = await person.signInAgain();
    expect((await again.get('/api/auth/me')).status).toBe(200);

    expect((await again.post('/api/auth/logout')).status).toBe(204);

    expectProblemOf(await again.get('/api/auth/me'), 'unauthenticated');
    expectProblemOf(await again.withCookies('media').get('/api/ai/images/x.png'), 'unauthenticated');
  });
});
