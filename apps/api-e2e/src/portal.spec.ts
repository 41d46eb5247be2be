import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from '@vitrine/test-server';
import { type Answer, ask } from './support/exchange';
import { expectProblemOf } from './support/problem';

const DIST = resolve(import.meta.dirname, '../../../dist');
/** Fewer than the requests that are given up, and enough for a server that closes what it opened. */
const DESCRIPTORS_MAX = 120;

/** A copy of the built product, as its files change below. */
let built: string;
let server: Server;
let hashes: Record<string, string>;
beforeAll(async () => {
  built = await mkdtemp(join(DIST, 'portal-spec-'));
  await cp(join(DIST, 'apps/api'), join(built, 'api'), { recursive: true });
  await cp(join(DIST, 'apps/portal'), join(built, 'portal'), { recursive: true });
  hashes = (JSON.parse(await readFile(join(built, 'portal/browser/ngsw.json'), 'utf8')) as { hashTable: Record<string, string> }).hashTable;
  server = await startCopy();
});
afterAll(async () => {
  await server.dispose();
  await rm(built, { recursive: true, force: true });
});

function startCopy(): Promise<Server> {
  return Server.start({ MAIN: join(built, 'api/main.js') }, { wrapper: ['sh', '-c', `ulimit -n ${String(DESCRIPTORS_MAX)}; exec "$0" "$MAIN"`] });
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return ask(server.port, 'GET', path, headers);
}

async function expectWholePortal(): Promise<void> {
  const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes) => bytes };
  for (const [path, sha1] of Object.entries(hashes)) {
    for (const coding of ['br', 'gzip', 'identity']) {
      const { status, headers, bytes } = await get(path, { 'accept-encoding': coding });
      const decoded = decoders[headers['content-encoding'] ?? 'identity']?.(bytes);
      expect([path, status, createHash('sha1').update(decoded ?? '').digest('hex')]).toEqual([path, 200, sha1]);
    }
  }
}

describe('the built portal', () => {
  it('is answered whole, each of its files in each of its forms', async () => {
    expect(Object.keys(hashes).length).toBeGreaterThan(20);
    await expectWholePortal();
  });

  it('has a compressed page with an ETag, and the policy that allows its inline script', async () => {
    const page = await get('/library', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    const unchanged = await get('/library', { 'accept-encoding': 'gzip, deflate, br, zstd', 'if-none-match': page.headers.etag ?? '' });
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(brotliDecompressSync(page.bytes).toString()) ?? [];

    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br', vary: 'Accept-Encoding', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    expect(page.headers['content-security-policy']).toContain(createHash('sha256').update(script).digest('base64'));
    expect([unchanged.status, unchanged.bytes.length, unchanged.headers.etag]).toEqual([304, 0, page.headers.etag]);
  });

  it('answers a part with its place, and one outside of the file with a problem', async () => {
    const part = await get('/wall.avif', { range: 'bytes=4-7' });
    const outside = await get('/wall.avif', { range: 'bytes=99999999-' });

    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'ftyp', expect.stringMatching(/^bytes 4-7\/\d+$/)]);
    expectProblemOf(outside, 'range-not-satisfiable');
    expect([outside.headers['content-range'], outside.headers.etag]).toEqual([expect.stringMatching(/^bytes \*\/\d+$/), undefined]);
  });

  it.each([['missing', '/main-MISSING1.js'], ['hidden', '/.env'], ['escaped', '/..%2fpackage.json'], ['compressed', '/index.html.br'], ['NUL', '/%00'], ['backslash', '/..\\package.json'], ['long', `/${'a'.repeat(20_000)}.js`]])('answers an address without a file with a problem: %s', async (_, path) => {
    expectProblemOf(await get(path, { 'accept-encoding': 'br' }), 'not-found');
  });
});

describe('a server with few descriptors', () => {
  it('outlives more requests that are given up than it could open files', async () => {
    const paths = Object.keys(hashes);
    let left = 10 * DESCRIPTORS_MAX;
    await Promise.all(Array.from({ length: 10 }, async () => {
      for (let n = left--; n > 0; n = left--) await giveUp(paths[n % paths.length] ?? '/', n % 6);
    }));

    expect(server.runs).toBe(true);
    await expectWholePortal();
  });

  function giveUp(path: string, afterMs: number): Promise<unknown> {
    return new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
        setTimeout(() => socket.destroy(), afterMs);
      });
      socket.on('error', () => undefined); // Also closed, which is what is waited for.
      socket.on('close', done);
    });
  }
});

describe('a build beside the running server', () => {
  it('changes nothing before the next start, not even when it is unfinished', async () => {
    const folder = join(built, 'portal/browser');
    const [script = ''] = Object.keys(hashes).filter((path) => path.startsWith('/main-'));
    await rm(folder, { recursive: true });
    await expectWholePortal();

    await cp(join(DIST, 'apps/portal/browser'), folder, { recursive: true });
    await writeFile(join(folder, script), 'half');
    await expectWholePortal();

    await server.dispose();
    server = await startCopy();
    expectProblemOf(await get('/library'), 'not-found');
    expect(server.output).toContain(script);
    expect(server.output).toContain('npm run build');

    await cp(join(DIST, 'apps/portal/browser'), folder, { recursive: true });
    await server.dispose();
    server = await startCopy();
    await expectWholePortal();
  });
});
