import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PortalServer, writeBuild } from '../testing/portal-server';

const BIG = randomBytes(6 * 1024 * 1024);
const build = (name: string): Record<string, string | Buffer> => ({
  'index.html': `<!doctype html><title>${name}</title><script src="/main-${name}.js" type="module"></script>${'<p>text</p>'.repeat(200)}`,
  [`main-${name}.js`]: `export const name = '${name}';\n`.repeat(2000),
  'favicon.svg': `<svg id="${name}"/>`,
  'letters.woff2': BIG.subarray(0, 40_000),
  'wall.avif': BIG,
});

let folder: string;
let server: PortalServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-portal-'));
  writeBuild(folder, build('AAAAAAAA'));
  server = await PortalServer.start(folder);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a client that goes away', () => {
  const REQUESTS = 1000;
  const AT_ONCE = 25;
  const MOMENTS = ['later', 'at the first bytes', 'reset at the first bytes'] as const;
  const PATHS = ['/', '/main-AAAAAAAA.js', '/letters.woff2', '/wall.avif', '/wall.avif'];
  const HEADERS = ['', 'Accept-Encoding: br\r\n', 'Accept-Encoding: gzip\r\n', 'Range: bytes=1000-\r\n'];

  it('leaves no descriptor open, and the next client is served', async () => {
    await server.get('/wall.avif');
    const before = openDescriptors();
    const random = seededRandom(20_261_123);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    let left = REQUESTS;

    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await abortedRequest(pick(PATHS), pick(HEADERS), pick(MOMENTS), Math.floor(random() * 6));
    }));

    expect(await settledDescriptors(before)).toBeLessThanOrEqual(before);
    expect((await server.get('/wall.avif')).body.equals(BIG)).toBe(true);
  }, 120_000);

  async function abortedRequest(path: string, headers: string, moment: (typeof MOMENTS)[number], afterMs: number): Promise<void> {
    const socket = await requested(path, headers);
    if (moment === 'later') await new Promise((done) => setTimeout(done, afterMs));
    else await new Promise((done) => socket.once('readable', done));
    const closed = new Promise((done) => socket.once('close', done));
    if (moment === 'reset at the first bytes') socket.resetAndDestroy();
    else socket.destroy();
    await closed;
  }
});

describe('a client that does not read', () => {
  it('costs no copy of the file', async () => {
    const before = process.memoryUsage().arrayBuffers;

    const sockets = await Promise.all(Array.from({ length: 60 }, async () => {
      const socket = await requested('/wall.avif', '');
      await new Promise((done) => socket.once('readable', done));
      return socket;
    }));
    const grown = process.memoryUsage().arrayBuffers - before;
    for (const socket of sockets) socket.destroy();

    expect(grown).toBeLessThan(6 * BIG.length);
  });
});

describe('files that change while the server runs', () => {
  const old = build('AAAAAAAA');

  async function expectOldBuild(): Promise<void> {
    for (const [path, content] of Object.entries(old)) {
      for (const coding of ['identity', 'gzip', 'br']) {
        const response = await fetch(`http://127.0.0.1:${String(server.port)}/${path}`, { headers: { 'accept-encoding': coding } });
        expect([path, response.status, Buffer.from(await response.arrayBuffer()).equals(Buffer.from(content))]).toEqual([path, 200, true]);
      }
    }
    expect((await server.get('/library')).body.toString()).toBe(old['index.html']);
    expect((await server.get('/main-BBBBBBBB.js')).status).toBe(404);
  }

  it('are served as they were when one is deleted', async () => {
    for (const name of readdirSync(folder)) {
      rmSync(join(folder, name));
      expect((await server.get('/wall.avif')).status).toBe(200);
    }
    await expectOldBuild();
  });

  it('are served as they were when their folder is deleted', async () => {
    rmSync(folder, { recursive: true });

    await expectOldBuild();
  });

  it('are served as they were when another build takes their place', async () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeBuild(folder, build('BBBBBBBB'));

    await expectOldBuild();
  });

  it('are served whole to a client that was reading when another build took their place', async () => {
    const socket = await requested('/wall.avif', 'Connection: close\r\n');
    await new Promise((done) => socket.once('readable', done));
    writeBuild(folder, { 'wall.avif': 'another' });
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);

    expect(Buffer.concat(parts).subarray(-BIG.length).equals(BIG)).toBe(true);
  });

  it('are the new ones after the next start', async () => {
    rmSync(folder, { recursive: true });
    writeBuild(folder, build('BBBBBBBB'));
    await server.close();
    server = await PortalServer.start(folder);

    expect((await server.get('/')).body.toString()).toContain('main-BBBBBBBB.js');
    expect([(await server.get('/main-BBBBBBBB.js')).status, (await server.get('/main-AAAAAAAA.js')).status]).toEqual([200, 404]);
  });
});

/** A connection on which this has been asked, and nothing was read yet. */
async function requested(path: string, headers: string): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined); // A reset is what the test is about.
  await new Promise((done) => socket.once('connect', done));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
  return socket;
}

function openDescriptors(): number {
  return readdirSync('/dev/fd').length;
}

/** Sockets are closed a little after the response ends; what leaked stays open for all this time. */
async function settledDescriptors(expected: number): Promise<number> {
  for (let attempt = 0; attempt < 500 && openDescriptors() > expected; attempt += 1) await new Promise((later) => setTimeout(later, 20));
  return openDescriptors();
}

/** The same numbers between 0 and 1 in every run (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
