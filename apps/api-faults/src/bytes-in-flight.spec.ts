import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Counts } from './support/counts';
import { onSigusr2 } from './support/descriptors';
import { collectGarbage, memoryOf } from './support/memory';
import { bytesOf, connectTo, type RawRequest } from './support/raw-request';
import { addCopies } from './support/rows';
import { pause, until } from './support/run';
import { Scene } from './support/scene';

const EDGE = 1536;
const MB = 1024 * 1024;
/** What clients that do not read may cost, all together. */
const GROWTH_MAX = 64 * MB;
/** With what V8 has not collected yet of requests that are over. */
const PEAK_MAX = 3 * GROWTH_MAX;
/** The server's memory is looked at before the clients leave until it has done nothing for so many looks, or so often. */
const IDLE_LOOKS = 4;
const LOOKS_MAX = 40;
const LOOK_MS = 100;
const PAGE = 200;
const LONG_PROMPT = 32_000;
/** Short enough to be read as JSON. */
const EXPANDING = gzipSync(Buffer.alloc(50 * MB), { level: 9 });

describe('clients that pipeline requests and read nothing', () => {
  const counts = new Counts('bytes in flight');
  let scene: Scene;
  let image: string;
  let before: number;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { ...onSigusr2('collect'), UV_THREADPOOL_SIZE: '4' } });
    image = await importLarge();
    await scene.rest();
    addCopies(scene.server, nameOf(image), PAGE, (nth) => `${String(nth)} ${'long prompt '.repeat(LONG_PROMPT)}`.slice(0, LONG_PROMPT));
    // What every process takes once.
    for (const path of [image, `${image}?size=512`, '/api/openapi.json', '/api/docs/swagger-ui-bundle.js', LIST, LIST]) await scene.owner.get(path);
    await scene.owner.post(ARCHIVE, { filenames: [nameOf(image)] });
    await collectGarbage(scene.server);
    before = memoryOf(scene.server.pid);
  });
  afterAll(() => scene.clear());

  it.each<[name: string, sockets: number, each: number, request: () => RawRequest]>([
    ['an image of 7 MB', 1, 100, () => ({ path: image })],
    ['an image, on many connections', 100, 60, () => ({ path: image })],
    ['a part of an image', 20, 100, () => ({ path: image, headers: { range: 'bytes=1-' } })],
    ['the OpenAPI document', 100, 100, () => ({ path: '/api/openapi.json' })],
    ['a file of the documentation', 100, 100, () => ({ path: '/api/docs/swagger-ui-bundle.js' })],
    ['the events of the library', 100, 20, () => ({ path: '/api/ai/events' })],
    ['a thumbnail', 100, 20, () => ({ path: `${image}?size=512` })],
    ['an address that is nothing', 100, 20, () => ({ path: '/api/nothing' })],
    ['a list of images with long prompts', 200, 1, () => ({ path: LIST })],
    ['a list of images, compressed', 200, 1, () => ({ path: LIST, headers: { 'accept-encoding': 'gzip' } })],
    ['an archive', 100, 1, () => ({ method: 'POST', path: ARCHIVE, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ filenames: [nameOf(image)] })) })],
    ['bodies that would expand to 50 MB', 50, 4, () => ({ method: 'POST', path: '/api/ai/conversations', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: EXPANDING })],
    ['images that would expand to 50 MB', 50, 4, () => ({ method: 'POST', path: '/api/ai/images', headers: { 'content-type': 'image/png', 'content-encoding': 'gzip' }, body: EXPANDING })],
  ])('cost no more than 64 MB: %s', async (name, sockets, each, request) => {
    await scene.owner.keepSignedIn();
    const started = memoryOf(scene.server.pid);
    const sent = request();
    const bytes = bytesOf({ ...sent, headers: { ...scene.owner.authorization, ...sent.headers } });
    const clients: Socket[] = [];
    for (let nth = 0; nth < sockets; nth += 1) clients.push((await connectTo(scene.server.port)).pause());
    for (const client of clients) client.write(Buffer.concat(Array.from({ length: each }, () => bytes)));
    const most = await mostMemory(started + PEAK_MAX);
    const held = most - started < GROWTH_MAX ? most : await heldMemory();
    for (const client of clients) client.destroy();
    const after = await mostMemory(started + PEAK_MAX);

    expect(inMegabytes(held - started)).toBeLessThan(inMegabytes(GROWTH_MAX));
    expect(inMegabytes(Math.max(most, after) - started)).toBeLessThan(inMegabytes(PEAK_MAX));
    await until('the server answers', async () => ((await scene.owner.get('/api/auth/me')).status === 200 ? true : null));
    counts.add(name);
  });

  it('leave nothing of it behind', async () => {
    await until('the memory is back', async () => {
      await collectGarbage(scene.server);
      return memoryOf(scene.server.pid) - before < GROWTH_MAX ? true : null;
    });
    counts.add('memory comes back');
  });

  async function heldMemory(): Promise<number> {
    await collectGarbage(scene.server);
    return memoryOf(scene.server.pid);
  }

  /** Until the server has nothing more to do, or takes more than `enough`. */
  async function mostMemory(enough: number): Promise<number> {
    const { pid } = scene.server;
    let [most, worked, idle] = [0, -1, 0];
    for (let look = 0; look < LOOKS_MAX && idle < IDLE_LOOKS && most < enough; look += 1) {
      await pause(LOOK_MS);
      most = Math.max(most, memoryOf(pid));
      idle = processorTimeOf(pid) === worked ? idle + 1 : 0;
      worked = processorTimeOf(pid);
    }
    return most;
  }

  async function importLarge(): Promise<string> {
    const body = await sharp(randomBytes(EDGE * EDGE * 3), { raw: { width: EDGE, height: EDGE, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
    return (await scene.owner.send('POST', '/api/ai/images', { body, headers: { 'content-type': 'image/png' } })).json<{ url: string }>().url;
  }
});

const LIST = `/api/ai/my-images?limit=${String(PAGE)}`;
const ARCHIVE = '/api/ai/images/archive';

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / MB);
}

/** In ticks of the system, a hundredth of a second each. */
function processorTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
