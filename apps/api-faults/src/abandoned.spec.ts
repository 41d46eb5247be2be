import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ArchiveTicket, Generation } from '@vitrine/contracts';
import { Counts } from './support/counts';
import { countImageFiles, descriptorsOf, onSigusr2 } from './support/descriptors';
import { abandon, bytesOf, type RawRequest, WAYS } from './support/raw-request';
import { change } from './support/rows';
import { pause, randomOf, until } from './support/run';
import { Scene } from './support/scene';

const REQUESTS = 1000;
const AT_ONCE = 20;
/** Above the size up to which a file is read at once. */
const LARGE = 12 * 1024 * 1024;
/** Images whose response no client received, as every client left; each is made once. */
const GENERATED = 'a lighthouse that nobody waits for';
const CUT = 'x'.repeat(30_000);
const RANGE = { range: 'bytes=0-65535' };

interface Kind {
  readonly name: string;
  readonly request: () => RawRequest | Promise<RawRequest>;
  /** The connection is closed at a random moment before this. */
  readonly withinMs?: number;
  /** A random part of the request is sent. */
  readonly cut?: boolean;
  /** Requests written at once to one connection. */
  readonly pipelined?: number;
}

describe('abandoned requests', () => {
  const counts = new Counts('abandoned requests');
  let scene: Scene;
  let image: string;
  let large: string;
  let trashed: string;
  let generation: string;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { ...onSigusr2('collect'), UV_THREADPOOL_SIZE: '4' } });
    image = await scene.image();
    trashed = await scene.image();
    large = await largeImage();
    await scene.owner.send('DELETE', `/api/ai/images/${trashed}`);
    scene.holdings.isIn(trashed, 'trash');
    generation = (await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() }, { 'idempotency-key': 'abandoned', prefer: 'respond-async' })).json<Generation>().id;
    await scene.rest();
    for (const made of await scene.owner.library()) scene.holdings.has(made);
    for (const prompt of [GENERATED, CUT]) scene.holdings.mayHave(prompt);
  });
  afterAll(() => scene.clear());

  const json = (path: string, body: unknown, headers: Record<string, string> = {}): RawRequest => ({
    method: 'POST', path, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(body)),
  });
  const ticket = async () => (await scene.owner.post('/api/ai/images/archive-tickets', { filenames: [image, large] })).json<ArchiveTicket>();

  const kinds: Kind[] = [
    { name: 'an image', request: () => ({ path: `/api/ai/images/${image}` }) },
    { name: 'a part of an image', request: () => ({ path: `/api/ai/images/${image}`, headers: RANGE }) },
    { name: 'a large image', request: () => ({ path: `/api/ai/images/${large}` }) },
    { name: 'a part of a large image', request: () => ({ path: `/api/ai/images/${large}`, headers: RANGE }) },
    { name: 'parts of an image, pipelined', request: () => ({ path: `/api/ai/images/${image}`, headers: RANGE }), pipelined: 3 },
    { name: 'a thumbnail', request: () => ({ path: `/api/ai/images/${image}?size=256` }) },
    { name: 'a part of a thumbnail', request: () => ({ path: `/api/ai/images/${image}?size=512`, headers: { range: 'bytes=0-99' } }) },
    { name: 'an image in the trash', request: () => ({ path: `/api/ai/images/trash/${trashed}`, headers: RANGE }) },
    { name: 'an archive', request: () => json('/api/ai/images/archive', { filenames: [image, large] }), withinMs: 20 },
    { name: 'an archive by its ticket', request: async () => ({ path: (await ticket()).url }) },
    { name: 'the size of an archive by its ticket', request: async () => ({ method: 'HEAD', path: (await ticket()).url }) },
    { name: 'an import', request: () => ({ method: 'POST', path: '/api/ai/images?prompt=an%20import&model=none', headers: { 'content-type': 'image/png' }, body: bytesOfImage }), withinMs: 20, cut: true },
    { name: 'the index', request: () => ({ path: '/api/ai/images/index', headers: { 'accept-encoding': 'gzip' } }) },
    { name: 'the events of the library', request: () => ({ path: '/api/ai/events' }), withinMs: 20 },
    { name: 'the events of a generation', request: () => ({ path: `/api/ai/generations/${generation}/events` }) },
    { name: 'a generation', request: () => json('/api/ai/generate-image', { prompt: GENERATED }, { 'idempotency-key': 'abandoned-again' }), withinMs: 20 },
    { name: 'a request whose body is cut', request: () => json('/api/ai/generate-image', { prompt: CUT }, { 'idempotency-key': 'cut' }), cut: true },
    { name: 'a file of the portal', request: () => ({ path: '/favicon.svg' }) },
    { name: 'the page of the portal', request: () => ({ path: '/library' }) },
    { name: 'a file of the documentation', request: () => ({ path: '/api/docs/swagger-ui-bundle.js' }), pipelined: 3 },
    { name: 'the OpenAPI document', request: () => ({ path: '/api/openapi.json' }) },
  ];
  let bytesOfImage: Buffer;
  beforeAll(async () => {
    bytesOfImage = (await scene.owner.get(`/api/ai/images/${image}`)).bytes;
  });

  it.each(kinds)('for $name are closed: the server lives on, with no descriptor more than before', async (kind) => {
    await send(kind, 2 * AT_ONCE);
    const before = await atRest();

    await send(kind, REQUESTS);

    await collectGarbage();
    await until('every descriptor is closed', async () => {
      const now = descriptorsOf(scene.server.pid).length;
      return now <= before && countImageFiles(scene.server.pid) === 0 ? now : (await pause(100), null);
    }, 60_000).catch((error: unknown) => { throw new Error(`${String(before)} descriptors before, now: ${descriptorsOf(scene.server.pid).join(' ')}`, { cause: error }); });
    expect((await scene.owner.get('/api/health/live')).status).toBe(200);
    counts.add(kind.name);
  });

  it('lost and added no image', async () => {
    expect(await scene.violations()).toEqual([]);
  });

  async function send(kind: Kind, total: number): Promise<void> {
    const random = randomOf(kind.name);
    const { withinMs = 5, pipelined = 1 } = kind;
    let left = total;
    const worker = async () => {
      while (left-- > 0) {
        const request = await kind.request();
        const whole = bytesOf({ ...request, headers: { ...scene.owner.authorization, ...request.headers } });
        const some = kind.cut ? whole.subarray(0, Math.ceil(whole.byteLength * (0.1 + random()))) : Buffer.concat(Array.from({ length: pipelined }, () => whole));
        // Some wait on their connection behind a response that nobody reads.
        const waiting = random() < 0.1 ? [unread()] : [];
        await abandon(scene.server.port, Buffer.concat([...waiting, some]), { way: WAYS[Math.floor(random() * WAYS.length)] ?? 'close', afterMs: random() * withinMs, reads: waiting.length === 0 });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  function unread(): Buffer {
    return bytesOf({ path: `/api/ai/images/${large}`, headers: { ...scene.owner.authorization } });
  }

  /** How many descriptors are open when nothing is under way. */
  async function atRest(): Promise<number> {
    await scene.rest();
    await collectGarbage();
    return until('the number of descriptors stays the same', async () => {
      const first = descriptorsOf(scene.server.pid).length;
      await pause(300);
      return descriptorsOf(scene.server.pid).length === first ? first : null;
    }, 60_000);
  }

  /** What only garbage collection would close is fatal in Node from version 25 on. */
  async function collectGarbage(): Promise<void> {
    for (let i = 0; i < 3; i += 1) {
      if (!scene.server.runs) throw new Error(`the server has ended:\n${scene.server.output}`);
      process.kill(scene.server.pid, 'SIGUSR2');
      await pause(100);
    }
  }

  async function largeImage(): Promise<string> {
    const filename = await scene.image();
    await scene.rest();
    const bytes = randomBytes(LARGE);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(scene.server.uploads, 'images', `user-${scene.owner.id}`, filename), bytes);
    change(scene.server, 'update images set bytes = ?, sha256 = ? where filename = ?', LARGE, sha256, filename);
    change(scene.server, 'update usage_counters set bytes = (select sum(bytes) from images where owner_id = usage_counters.owner_id and deleted_at is null)');
    return filename;
  }
});
