import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Counts } from './support/counts';
import { bytesOf, connectTo } from './support/raw-request';
import { pause, until } from './support/run';
import { Scene } from './support/scene';

const EDGE = 1536;
const MB = 1024 * 1024;
/** What clients that do not read may cost, all together. */
const GROWTH_MAX = 64 * MB;
/** The server's memory is looked at so often before the clients leave. */
const LOOKS = 30;

describe('clients that pipeline requests and read nothing', () => {
  const counts = new Counts('bytes in flight');
  let scene: Scene;
  let image: string;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { UV_THREADPOOL_SIZE: '4' } });
    image = await importLarge();
    // What every process takes once, whoever asks.
    for (const path of [image, `${image}?size=512`, '/api/openapi.json', '/api/docs/swagger-ui-bundle.js']) await scene.owner.get(path);
    await scene.rest();
  });
  afterAll(() => scene.clear());

  it.each<[name: string, sockets: number, each: number, path: () => string, headers?: Record<string, string>]>([
    ['an image of 7 MB', 1, 100, () => image],
    ['an image, on many connections', 100, 60, () => image],
    ['a part of an image', 20, 100, () => image, { range: 'bytes=1-' }],
    ['a thumbnail', 100, 100, () => `${image}?size=512`],
    ['the OpenAPI document', 100, 100, () => '/api/openapi.json'],
    ['a file of the documentation', 100, 100, () => '/api/docs/swagger-ui-bundle.js'],
    ['the events of the library', 100, 20, () => '/api/ai/events'],
    // So few that what V8 has not collected yet of requests that are over stays small.
    ['an address that is nothing', 100, 20, () => '/api/nothing'],
  ])('cost no more than 64 MB: %s', async (name, sockets, each, path, headers = {}) => {
    await scene.owner.keepSignedIn();
    const before = memoryOf(scene.server.pid);
    const request = bytesOf({ path: path(), headers: { ...scene.owner.authorization, ...headers } }).toString();
    const clients: Socket[] = [];
    for (let nth = 0; nth < sockets; nth += 1) clients.push((await connectTo(scene.server.port)).pause());
    let most = 0;
    for (const client of clients) client.write(request.repeat(each));
    for (let look = 0; look < LOOKS && most < GROWTH_MAX; look += 1) {
      await pause(100);
      most = Math.max(most, memoryOf(scene.server.pid) - before);
    }
    for (const client of clients) client.destroy();

    expect({ mb: Math.round(most / MB), tooMuch: most >= GROWTH_MAX }).toMatchObject({ tooMuch: false });
    await until('the server answers', async () => ((await scene.owner.get('/api/auth/me')).status === 200 ? true : null));
    counts.add(name);
  });

  async function importLarge(): Promise<string> {
    const body = await sharp(randomBytes(EDGE * EDGE * 3), { raw: { width: EDGE, height: EDGE, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
    return (await scene.owner.send('POST', '/api/ai/images', { body, headers: { 'content-type': 'image/png' } })).json<{ url: string }>().url;
  }
});

/** Of a process, in bytes. */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) * 1024;
}
