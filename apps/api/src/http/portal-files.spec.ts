import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PortalServer, writeBuild } from '../testing/portal-server';

const PAGE = '<!doctype html><link rel="icon" href="favicon.svg"><link rel="stylesheet" href="/styles-ABCDEFGH.css"><script src="/main-ABCDEFGH.js" type="module"></script>';
const FILES: Readonly<Record<string, string>> = {
  'index.html': PAGE,
  'favicon.svg': '<svg/>',
  'styles-ABCDEFGH.css': 'body { color: teal }\n'.repeat(100),
  'main-ABCDEFGH.js': 'import("./chunk-ABCDEFGH.js");\n',
  'chunk-ABCDEFGH.js': 'export const words = 1;\n'.repeat(100),
  'worker.js': 'self.close();',
};

let folder: string;
const servers: PortalServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-portal-'));
  writeBuild(folder, { ...FILES, 'ngsw.json': listOf(FILES) });
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<PortalServer> {
  const server = await PortalServer.start(folder);
  servers.push(server);
  return server;
}

describe('a portal that is not whole when the server starts', () => {
  it.each([
    ['no file at all', () => { rmSync(folder, { recursive: true }); }, 'ENOENT'],
    ['an empty folder', () => { rmSync(folder, { recursive: true }); mkdirSync(folder); }, '/index.html'],
    ['no page', () => { rmSync(join(folder, 'index.html')); }, '/index.html'],
    ['a page whose script is missing', () => { rmSync(join(folder, 'main-ABCDEFGH.js')); }, '/main-ABCDEFGH.js'],
    ['a page whose style is missing, before the list is written', () => { rmSync(join(folder, 'styles-ABCDEFGH.css')); rmSync(join(folder, 'ngsw.json')); }, '/styles-ABCDEFGH.css'],
    ['a page whose icon is missing, before the list is written', () => { rmSync(join(folder, 'favicon.svg')); rmSync(join(folder, 'ngsw.json')); }, '/favicon.svg'],
    ['a script that is fetched later is missing', () => { rmSync(join(folder, 'chunk-ABCDEFGH.js')); }, '/chunk-ABCDEFGH.js'],
    ['half a script', () => { writeFileSync(join(folder, 'chunk-ABCDEFGH.js'), 'export const wo'); }, '/chunk-ABCDEFGH.js'],
    ['the page of another build', () => { writeFileSync(join(folder, 'index.html'), PAGE.replace('<!doctype html>', '<!doctype html><title>Another</title>')); }, '/index.html'],
    ['half a list', () => { writeFileSync(join(folder, 'ngsw.json'), '{"hashTable":{"/ma'); }, 'JSON'],
  ])('is not served, says why and leaves the API as it is: %s', async (_, damage, reason) => {
    damage();

    const server = await start();

    expect(server.error?.message).toContain('npm run build');
    expect(String(server.error?.cause)).toContain(reason);
    for (const path of ['/', '/library', '/worker.js', '/main-ABCDEFGH.js']) expect([path, (await server.get(path)).status]).toEqual([path, 404]);
    expect((await server.get('/api/anything')).status).toBe(200);
  });

  it('is one that lacks something, not one that has more or no list', async () => {
    for (const change of [() => { writeFileSync(join(folder, 'more.txt'), 'more'); }, () => { rmSync(join(folder, 'ngsw.json')); }]) {
      change();
      const server = await start();

      expect([server.error, (await server.get('/library')).status]).toEqual([null, 200]);
    }
  });
});

describe('a compressed form', () => {
  it.each([
    ['missing', (path: string) => { rmSync(path); }],
    ['half written', (path: string) => { writeFileSync(path, readFileSync(path).subarray(0, 20)); }],
    ['empty', (path: string) => { writeFileSync(path, ''); }],
    ['of another build', (path: string) => { writeFileSync(path, readFileSync(join(folder, `styles-ABCDEFGH.css${path.slice(-3)}`))); }],
  ])('is not sent when it is %s; the next best is', async (_, damage) => {
    const [bytes, headers] = [FILES['chunk-ABCDEFGH.js'], { 'accept-encoding': 'br, gzip' }];
    const answers: (readonly [coding: string | undefined, text: string])[] = [];
    for (const suffix of ['.br', '.gz']) {
      damage(join(folder, `chunk-ABCDEFGH.js${suffix}`));
      const server = await start();
      const response = await fetch(`http://127.0.0.1:${String(server.port)}/chunk-ABCDEFGH.js`, { headers });
      answers.push([response.headers.get('content-encoding') ?? undefined, await response.text()]);
    }

    expect(answers).toEqual([['gzip', bytes], [undefined, bytes]]);
  });
});

/** As the service worker's part of the build writes it. */
function listOf(files: Readonly<Record<string, string>>): string {
  const { 'worker.js': _left, ...listed } = files;
  const hashTable = Object.fromEntries(Object.entries(listed).map(([path, content]) => [`/${path}`, createHash('sha1').update(content).digest('hex')]));
  return JSON.stringify({ configVersion: 1, hashTable });
}
