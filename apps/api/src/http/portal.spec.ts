import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type PortalAnswer, PortalServer, writeBuild } from '../testing/portal-server';

const INLINE = "document.documentElement.lang='en'";
const PAGE = `<!doctype html><title>The page</title><script>${INLINE}</script><script src="/main-ABCDEFGH.js" type="module"></script>${'<p>text</p>'.repeat(200)}`;
const SCRIPT = `export const words = ${JSON.stringify('a lighthouse at dusk '.repeat(500))};`;
const WALL = randomBytes(3000);
const FOREVER = 'public, max-age=31536000, immutable';

const FILES: Readonly<Record<string, string | Buffer>> = {
  'index.html': PAGE,
  'main-ABCDEFGH.js': SCRIPT,
  'styles-ABCD_-12.css': 'body { color: teal }\n'.repeat(200),
  'worker.js': 'self.close();',
  'ngsw-worker.js': 'self.skipWaiting();\n'.repeat(200),
  'ngsw.json': '{ "configVersion": 1 }',
  'manifest.webmanifest': '{ "name": "Vitrine" }',
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'favicon.ico': randomBytes(50),
  'wall.avif': WALL,
  'fonts/letters.woff2': randomBytes(60),
  'icons/192.png': randomBytes(70),
  'icons/photo.jpg': randomBytes(80),
  'robots.txt': 'User-agent: *\n',
  'main-ABCDEFGH.js.map': '{}',
  'a picture.svg': '<svg/>',
  '.hidden.txt': 'hidden',
  '.git/config': 'hidden',
};

const folder = mkdtempSync(join(tmpdir(), 'vitrine-portal-'));
let server: PortalServer;
beforeAll(async () => {
  writeBuild(folder, FILES);
  server = await PortalServer.start(folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a screen', () => {
  it.each(['/', '/index.html', '/library', '/library/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f-png', '/create/', '/library?q=a.png'])('is answered with the page: %s', async (path) => {
    const { status, headers, body } = await server.get(path);

    expect([status, body.toString()]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', 'content-length': String(PAGE.length), etag: expect.stringMatching(/^"[^"]+"$/) });
  });

  it('has a policy that allows its inline script by its hash, also when it is compressed or unchanged', async () => {
    const hash = `'sha256-${createHash('sha256').update(INLINE).digest('base64')}'`;
    const compressed = await server.get('/library', { 'accept-encoding': 'br' });
    const unchanged = await server.get('/library', { 'accept-encoding': 'br', 'if-none-match': compressed.headers.etag ?? '' });

    expect([compressed.status, unchanged.status]).toEqual([200, 304]);
    for (const { headers } of [await server.get('/'), compressed, unchanged]) {
      expect(headers['content-security-policy']).toContain(`script-src 'self' ${hash}`);
    }
  });
});

describe('a file of the portal', () => {
  it.each([
    ['/main-ABCDEFGH.js', 'text/javascript; charset=utf-8', FOREVER],
    ['/styles-ABCD_-12.css', 'text/css; charset=utf-8', FOREVER],
    ['/worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/ngsw-worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/ngsw.json', 'application/json; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
    ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ['/favicon.ico', 'image/vnd.microsoft.icon', 'no-cache'],
    ['/wall.avif', 'image/avif', 'no-cache'],
    ['/fonts/letters.woff2', 'font/woff2', 'no-cache'],
    ['/icons/192.png', 'image/png', 'no-cache'],
    ['/icons/photo.jpg', 'image/jpeg', 'no-cache'],
    ['/robots.txt', 'text/plain; charset=utf-8', 'no-cache'],
    ['/main-ABCDEFGH.js.map', 'application/json; charset=utf-8', 'no-cache'],
  ])('%s is %s, kept as %s, and HEAD answers the same without a body', async (path, type, cacheControl) => {
    const bytes = Buffer.from(FILES[path.slice(1)] ?? '');
    const got = await server.get(path);
    const { date: _date, connection: _connection, ...headers } = (await server.send('HEAD', path)).headers;

    expect([got.status, got.body.equals(bytes)]).toEqual([200, true]);
    expect(got.headers).toMatchObject({ 'content-type': type, 'cache-control': cacheControl, 'content-length': String(bytes.length), 'accept-ranges': 'bytes', etag: expect.stringMatching(/^"[^"]+"$/) });
    expect(got.headers).toMatchObject(headers);
  });

  it('has no body for HEAD', async () => {
    const { status, body } = await server.send('HEAD', '/main-ABCDEFGH.js', { 'accept-encoding': 'br' });

    expect([status, body.length]).toEqual([200, 0]);
  });

  it('is found by a name that an address has to escape', async () => {
    expect((await server.get('/a%20picture.svg')).body.toString()).toBe('<svg/>');
  });

  it('is found whatever the query', async () => {
    expect((await server.get('/ngsw.json?ngsw-cache-bust=0.1')).body.toString()).toBe(FILES['ngsw.json']);
  });
});

describe('the compressed forms of a file', () => {
  const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes) => bytes };

  it.each([
    [undefined, 'identity'], ['', 'identity'], ['identity', 'identity'], ['deflate', 'identity'], ['zstd', 'identity'],
    ['br', 'br'], ['BR', 'br'], ['gzip', 'gzip'], ['gzip, deflate, br, zstd', 'br'], ['gzip, deflate', 'gzip'],
    ['br;q=0', 'identity'], ['br;q=0, gzip', 'gzip'], ['br;q=0.0,gzip;q=0', 'identity'], ['br;q=0.5, gzip;q=0.8', 'gzip'], ['gzip;q=0.5, br;q=0.5', 'br'], ['gzip ; q=0.2 , br ; q=0', 'gzip'],
    ['*', 'br'], ['*;q=0', 'identity'], ['br;q=0, *', 'gzip'], ['gzip, *;q=0', 'gzip'], ['identity;q=1, *;q=0', 'identity'], ['identity, br;q=0.5', 'identity'], ['identity;q=0', 'identity'], ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['brotli', 'identity'], ['xbr', 'identity'], ['br;q=x', 'identity'], [';;,=', 'identity'],
  ])('are chosen by Accept-Encoding %j: %s', async (accepted, coding) => {
    for (const path of ['/', '/main-ABCDEFGH.js']) {
      const { status, headers, body } = await server.get(path, accepted === undefined ? {} : { 'accept-encoding': accepted });

      expect([status, headers['content-encoding'] ?? 'identity', headers.vary]).toEqual([200, coding, 'Accept-Encoding']);
      expect(headers['content-length']).toBe(String(body.length));
      expect(decoders[coding]?.(body).toString()).toBe(path === '/' ? PAGE : SCRIPT);
    }
  });

  it('each have an ETag and a smaller length than the file', async () => {
    const answers = await Promise.all(['identity', 'gzip', 'br'].map((coding) => server.get('/main-ABCDEFGH.js', { 'accept-encoding': coding })));
    const [identity = 0, ...compressed] = answers.map(({ body }) => body.length);

    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3);
    for (const length of compressed) expect(length).toBeLessThan(identity / 10);
  });

  it('do not exist for a file that gains nothing by them, which does not vary', async () => {
    const { headers, body } = await server.get('/wall.avif', { 'accept-encoding': 'br, gzip' });

    expect([headers['content-encoding'], headers.vary, body.equals(WALL)]).toEqual([undefined, undefined, true]);
  });

  it.each(['/main-ABCDEFGH.js.br', '/main-ABCDEFGH.js.gz', '/index.html.br'])('have no address of their own: %s', async (path) => {
    expect((await server.get(path)).status).toBe(404);
  });
});

describe('a file that the client has already', () => {
  it.each(['/', '/main-ABCDEFGH.js', '/wall.avif'])('is a 304 with the headers that a cache keeps: %s', async (path) => {
    const whole = await server.get(path, { 'accept-encoding': 'gzip' });
    const etag = whole.headers.etag ?? '';
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, `"other",W/${etag} , "another"`, '*']) {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers, body } = await server.send(method, path, { 'accept-encoding': 'gzip', 'cache-control': 'no-cache', 'if-none-match': condition });

        expect([condition, status, body.length]).toEqual([condition, 304, 0]);
        expect([headers.etag, headers['cache-control'], headers.vary, headers['content-length']]).toEqual([etag, whole.headers['cache-control'], whole.headers.vary, undefined]);
      }
    }
  });

  it('is a 304 also when a part of it is asked for', async () => {
    const { etag = '' } = (await server.get('/wall.avif')).headers;

    expect((await server.get('/wall.avif', { 'if-none-match': etag, range: 'bytes=0-0' })).status).toBe(304);
  });

  it.each(['"other"', 'nonsense', '"', ''])('is sent when the condition names other bytes: %j', async (condition) => {
    expect((await server.get('/wall.avif', { 'if-none-match': condition })).status).toBe(200);
  });

  it('is sent when what the client has is another form', async () => {
    const { headers } = await server.get('/main-ABCDEFGH.js', { 'accept-encoding': 'gzip' });

    expect((await server.get('/main-ABCDEFGH.js', { 'accept-encoding': 'br', 'if-none-match': headers.etag ?? '' })).status).toBe(200);
  });
});

describe('a part of a file', () => {
  const size = WALL.length;

  it.each([['bytes=0-0', 0, 0], ['bytes=10-19', 10, 19], ['bytes=100-', 100, size - 1], ['bytes=-5', size - 5, size - 1], [`bytes=0-${String(size * 2)}`, 0, size - 1], [`bytes=-${String(size * 2)}`, 0, size - 1], [`bytes=${String(size - 1)}-`, size - 1, size - 1]])(
    '%s is from %i to %i',
    async (range, start, end) => {
      const { status, headers, body } = await server.get('/wall.avif', { range });

      expect([status, headers['content-range'], headers['content-length']]).toEqual([206, `bytes ${String(start)}-${String(end)}/${String(size)}`, String(end - start + 1)]);
      expect(body.equals(WALL.subarray(start, end + 1))).toBe(true);
      expect(headers).toMatchObject({ 'content-type': 'image/avif', etag: (await server.get('/wall.avif')).headers.etag });
    },
  );

  it.each([`bytes=${String(size)}-`, 'bytes=999999999-', 'bytes=-0'])('%s is a 416 with the size', async (range) => {
    const { status, headers, body } = await server.get('/wall.avif', { range });

    expect([status, headers['content-range'], body.length]).toEqual([416, `bytes */${String(size)}`, 0]);
  });

  it.each(['bytes=0-1,5-6', 'bytes=5-4', 'bytes=a-b', 'bytes=', 'bytes', 'lines=0-1', '0-1', 'bytes=-'])('%s is answered with the whole', async (range) => {
    const { status, headers, body } = await server.get('/wall.avif', { range });

    expect([status, headers['content-range'], body.equals(WALL)]).toEqual([200, undefined, true]);
  });

  it('is taken from the file as it is, whatever the client can decompress', async () => {
    const plain = await server.get('/main-ABCDEFGH.js');
    const { status, headers, body } = await server.get('/main-ABCDEFGH.js', { range: 'bytes=7-12', 'accept-encoding': 'gzip, br' });

    expect([status, body.toString(), headers['content-encoding'], headers['content-range']]).toEqual([206, 'const ', undefined, `bytes 7-12/${String(SCRIPT.length)}`]);
    expect([headers.etag, headers.vary]).toEqual([plain.headers.etag, 'Accept-Encoding']);
  });

  it('is only answered to GET', async () => {
    const { status, headers } = await server.send('HEAD', '/main-ABCDEFGH.js', { range: 'bytes=0-1', 'accept-encoding': 'br' });
    const whole = await server.get('/main-ABCDEFGH.js', { 'accept-encoding': 'br' });

    expect([status, headers['content-range'], headers['content-length']]).toEqual([200, undefined, String(whole.body.length)]);
  });

  it('is answered under If-Range only while the file is the same', async () => {
    const { etag = '' } = (await server.get('/wall.avif')).headers;
    const ask = async (condition: string, range = 'bytes=0-1'): Promise<PortalAnswer> => server.get('/wall.avif', { range, 'if-range': condition });

    expect((await ask(etag)).status).toBe(206);
    expect((await ask(etag, 'bytes=999999-')).status).toBe(416);
    for (const other of ['"other"', `W/${etag}`, 'Mon, 23 Nov 2026 00:00:00 GMT']) {
      const { status, body } = await ask(other, 'bytes=999999-');
      expect([other, status, body.length]).toEqual([other, 200, size]);
    }
  });

  it('is not mixed with one that was compressed', async () => {
    const { etag = '' } = (await server.get('/main-ABCDEFGH.js', { 'accept-encoding': 'br' })).headers;
    const { status, body } = await server.get('/main-ABCDEFGH.js', { 'accept-encoding': 'br', range: 'bytes=5-', 'if-range': etag });

    expect([status, body.toString()]).toEqual([200, SCRIPT]);
  });
});

describe('an address that is neither a screen nor a file', () => {
  it.each([
    '/missing.js', '/main-ABCDEFGI.js', '/icons/missing.png', '/icons/192.png/', '/uploads', '/uploads/images/user-1', '/Uploads/images', '/uploads/images/user-1/a%2epng', '/%75ploads/images', '//uploads/images', '/API/ai/my-images', '/v1/models', '/a%2fb',
    '/.hidden.txt', '/.git/config', '/.env', '/..', '/../package.json', '/icons/../../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/icons%2f192.png', '/icons/..%5cindex.html',
    '/..\\..\\package.json', '/icons\\192.png', '/main-ABCDEFGH.js%00', '/%00', '/main-ABCDEFGH.js%', '/%E0%A4%A', '/constructor.js', '/__proto__.js', '//main-ABCDEFGH.js',
  ])('is not found: %s', async (path) => {
    const { status, body } = await server.get(path);

    expect([status, body.length]).toEqual([404, 0]);
  });

  it('is not found when it is very long', async () => {
    for (const path of [`/${'a'.repeat(10_000)}.js`, `${'/..'.repeat(3000)}/etc/passwd`, `/icons/${'%2e%2e%2f'.repeat(1000)}192.png`]) expect((await server.get(path)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('is not found by %s, whatever it names', async (method) => {
    for (const path of ['/library', '/main-ABCDEFGH.js']) expect((await server.send(method, path)).status).toBe(404);
  });

  it('is left to the API when it is below its path', async () => {
    expect((await server.get('/api/anything')).body.toString()).toBe('the API');
  });
});
