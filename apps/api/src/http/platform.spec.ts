import type { Server } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@vitrine/contracts';
import { TestApp, type TestUser } from '../testing/test-app';

describe('the platform', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it.each(['/api/Health/live', '/api/health/live/', '/api/auth/ME', '/api/auth/me/'])('routes by the exact path: %s is nothing', async (path) => {
    expect((await app.as(null).get('/api/health/live')).status).toBe(200);

    const response = await app.as(null).get(path);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('routes by the exact prefix', async () => {
    expect((await app.as(null).get('/API/health/live')).status).toBe(404);
  });

  it.each([
    ['{"email":"a@b","email":"c@d","password":"x"}', 'The JSON names one key twice.'],
    ['{"__proto__":{"role":"admin"}}', 'The JSON has a key that is not allowed.'],
    ['['.repeat(15_000) + ']'.repeat(15_000), 'The JSON is nested too deeply.'],
    ['{"email":', 'The request could not be read.'],
    ['"text"', 'The request could not be read.'],
  ])('says what is wrong with a body it refuses: %.40s', async (body, detail) => {
    const response = await app.as(null).post('/api/auth/login', body);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-request', detail });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/jsonp'])('reads no %s', async (type) => {
    const response = await app.as(null).post('/api/auth/login', 'email=a@b&password=x', { 'content-type': type });

    expect(response.status).toBe(415);
  });

  it('reads no more than 64 kB', async () => {
    const response = await app.as(null).post('/api/auth/login', { email: 'a@b.c', password: 'x'.repeat(65 * 1024) });

    expect(response.status).toBe(413);
    expect(((await response.json()) as Problem).type).toBe('/problems/payload-too-large');
  });

  it('waits ten seconds for headers, leaves bodies to RequestDeadlines, and holds so many connections', () => {
    const { headersTimeout, requestTimeout, maxConnections } = app.nest.getHttpServer() as Server;

    expect({ headersTimeout, requestTimeout, maxConnections }).toEqual({ headersTimeout: 10_000, requestTimeout: 0, maxConnections: 2000 });
  });

  describe('a body with a content coding', () => {
    const TEXT = JSON.stringify({ email: 'a@b.example', password: 'x'.repeat(100) });
    const CODED: [string, Buffer][] = [
      ['gzip', gzipSync(TEXT)], ['GZip', gzipSync(TEXT)], ['x-gzip', gzipSync(TEXT)], ['deflate', deflateSync(TEXT)], ['br', brotliCompressSync(TEXT)],
      ['gzip, gzip', gzipSync(gzipSync(TEXT))], ['gzip, identity', gzipSync(TEXT)], ['zstd', Buffer.from(TEXT)], ['gzip', Buffer.from('not gzip at all')], ['nonsense', Buffer.from(TEXT)],
    ];
    let alice: TestUser;
    beforeAll(async () => {
      alice = await app.register();
    });
    const post = (path: string, coding: string, body: Buffer, user: TestUser | null, type = 'application/json') =>
      fetch(app.url + path, { method: 'POST', body: body as NonNullable<RequestInit['body']>, headers: { 'content-type': type, 'content-encoding': coding, ...(user && { authorization: `Bearer ${user.accessToken}` }) } });
    const answerOf = async (response: Response) => [response.status, response.headers.get('accept-encoding'), ((await response.json()) as Problem).detail];

    it.each(CODED)('is refused before anything decodes it: %s', async (coding, body) => {
      for (const [path, user] of [['/api/auth/login', null], ['/api/auth/login', alice], ['/api/ai/conversations', alice]] as const) {
        expect(await answerOf(await post(path, coding, body, user))).toEqual([415, 'identity', 'Send the body without a Content-Encoding.']);
      }
    });

    it('is refused for an image too, once it is known whose it is', async () => {
      expect(await answerOf(await post('/api/ai/images', 'gzip', gzipSync(TEXT), alice, 'image/png'))).toEqual([415, 'identity', 'Send the body without a Content-Encoding.']);
      expect((await post('/api/ai/images', 'gzip', gzipSync(TEXT), null, 'image/png')).status).toBe(401);
    });

    it.each(['identity', 'Identity'])('is read when the coding is %s', async (coding) => {
      const response = await post('/api/ai/conversations', coding, Buffer.from('{"title":"a chat"}'), alice);

      expect(response.status).toBe(201);
    });

    it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/octet-stream'])('is distinguished from a type that is not read: %s', async (type) => {
      const response = await post('/api/auth/login', 'gzip', gzipSync(TEXT), null, type);

      expect(await answerOf(response)).toEqual([415, null, 'Send application/json.']);
    });

    it('is refused as a form with an image, too', async () => {
      const form = Buffer.from('--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n');
      const response = await post('/api/ai/images', 'gzip', gzipSync(Buffer.concat([form, Buffer.alloc(1_000_000), Buffer.from('\r\n--x--\r\n')])), alice, 'multipart/form-data; boundary=x');

      expect(await answerOf(response)).toEqual([415, null, 'Send image/png or image/jpeg or image/webp.']);
    });
  });

  describe('a body that no handler takes', () => {
    let alice: TestUser;
    beforeAll(async () => {
      alice = await app.register();
    });
    const NOWHERE = [
      ...['index', 'facets', 'details', 'none.png'].map((name) => ['PATCH', `/api/ai/my-images/${name}`] as const),
      ['PATCH', '/api/ai/albums/none'], ['POST', '/api/ai/albums/none/images'], ['POST', '/api/ai/albums/none/images/remove'], ['PATCH', '/api/ai/conversations/none'],
    ] as const;
    const BODIES: [string, string, Record<string, string>][] = [
      ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }], ['no JSON', '{"a":', { 'content-type': 'application/json' }], ['ambiguous JSON', '{"a":1,"a":2}', { 'content-type': 'application/json' }],
      ['too much', 'x'.repeat(100_000), { 'content-type': 'application/json' }], ['compressed', 'x', { 'content-encoding': 'gzip' }], ['of another character set', '{}', { 'content-type': 'application/json; charset=utf-16' }],
    ];

    it.each(BODIES)('changes no 404: %s', async (_, body, headers) => {
      for (const [method, path] of [['POST', '/api/nothing'], ['PUT', '/api/ai/my-images'], ['PATCH', '/api/auth/me'], ['DELETE', '/api/auth/login'], ['POST', '/api/ai/images/']] as const) {
        for (const user of [null, alice]) expect({ method, path, status: (await app.as(user).send(method, path, body, headers)).status }).toEqual({ method, path, status: 404 });
      }
    });

    it.each(BODIES)('changes no 404 of a path that can name nothing: %s', async (_, body, headers) => {
      for (const [method, path] of NOWHERE) {
        expect({ method, path, status: (await app.as(alice).send(method, path, body, headers)).status }).toEqual({ method, path, status: 404 });
        expect({ method, path, status: (await app.as(null).send(method, path, body, headers)).status }).toEqual({ method, path, status: 401 });
      }
    });

    it.each(BODIES)('is not looked at: %s', async (_, body, headers) => {
      const { id } = (await (await app.as(alice).post('/api/ai/conversations', { title: 'a chat' })).json()) as { id: string };

      expect((await app.as(alice).send('DELETE', `/api/ai/conversations/${id}`, body, headers)).status).toBe(204);
      expect((await app.as(alice).send('POST', '/api/ai/generations/none/cancel', body, headers)).status).toBe(404);
      expect((await app.as(null).send('POST', '/api/ai/generations/none/cancel', body, headers)).status).toBe(401);
    });
  });

  it.each(['/v1/images/generations', '/v1', '/nothing', '/API/auth/login', '/apix'])('reads no body outside the API: %s', async (path) => {
    for (const [body, headers] of [['{"email":', {}], ['{"a":1,"a":2}', { 'content-encoding': 'gzip' }], ['a=b', { 'content-type': 'text/plain' }]] as const) {
      expect((await app.as(null).post(path, body, headers)).status).toBe(404);
    }
  });
});
