import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mount, whyNoMount } from '@vitrine/faults';
import sharp from 'sharp';
import { Counts } from './support/counts';
import { onSigusr2 } from './support/descriptors';
import { collectGarbage, memoryOf } from './support/memory';
import { type Answer, Person } from './support/person';
import { abandon, bytesOf, connectTo, WAYS } from './support/raw-request';
import { randomOf, until } from './support/run';
import { Scene } from './support/scene';

const MB = 1024 * 1024;
const ACCOUNTS = 12;
const ROUNDS = 3;
const EDGE = 2048;
/** Sent when all others have arrived. */
const TAIL = 1000;
/** What bodies that arrive may cost, all together: a quarter of what they have. */
const ARRIVING_MAX = 72 * MB;
/** Memory that stays after they were kept; the allocator does not give all of it back. */
const LEFT_MAX = 160 * MB;
const RISE_MAX = 64 * MB;
const VANISHING = 100;
const counts = new Counts('imports in flight');

describe('imports of many accounts at once', () => {
  let scene: Scene;
  const people: Person[] = [];
  beforeAll(async () => {
    scene = await Scene.set({ settings: { ...onSigusr2('collect'), UV_THREADPOOL_SIZE: '4' } });
    for (let nth = 0; nth < ACCOUNTS; nth += 1) people.push(await Person.register(scene.server.url, `importer${String(nth)}`));
    await send(people[0]!, await noise());
    await scene.rest();
  });
  afterAll(() => scene.clear());

  it(`arrive on the disk, and ${String(ROUNDS)} rounds of them take no more than one`, async () => {
    await collectGarbage(scene.server);
    const idle = memoryOf(scene.server.pid);
    const left: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = memoryOf(scene.server.pid);
      const bodies = [await noise(), await noise()];
      const clients = await Promise.all(people.flatMap((person) => bodies.map((body) => begin(person, body))));
      await until('all but the ends have arrived', () => (sum(spooledSizes()) >= ACCOUNTS * (sum(bodies.map(({ byteLength }) => byteLength - TAIL))) ? true : null), 60_000);
      await collectGarbage(scene.server);
      expect(inMegabytes(memoryOf(scene.server.pid) - before)).toBeLessThan(inMegabytes(ARRIVING_MAX));

      expect(new Set(await Promise.all(clients.map((client) => client.end())))).toEqual(new Set(['201']));
      await scene.rest();
      await collectGarbage(scene.server);
      left.push(memoryOf(scene.server.pid) - idle);
    }

    expect(inMegabytes(Math.max(...left))).toBeLessThan(inMegabytes(LEFT_MAX));
    expect(inMegabytes(left.at(-1)! - left[0]!)).toBeLessThan(inMegabytes(RISE_MAX));
    counts.add('memory');
  });

  it('whose clients vanish in the middle leave no file, no place taken and no error in the log', async () => {
    const random = randomOf('vanishing');
    const head = bytesOf({ method: 'POST', path: '/api/ai/images', headers: { ...scene.owner.authorization, 'content-type': 'image/png' }, body: randomBytes(100_000) });
    const logged = scene.server.output.length;

    await Promise.all(Array.from({ length: VANISHING }, (_, nth) =>
      abandon(scene.server.port, head.subarray(0, 300 + Math.floor(random() * 90_000)), { way: WAYS[nth % WAYS.length]!, afterMs: random() * 300, reads: nth % 2 === 0 })));

    await until('every body is gone', () => (spooledSizes().length === 0 ? true : null));
    expect(readdirSync(join(scene.server.data, 'incoming'))).toEqual([]);
    const [image] = await scene.owner.library();
    const { bytes } = await scene.owner.get(image!.url);
    expect(new Set((await Promise.all(Array.from({ length: 20 }, () => send(scene.owner, bytes)))).map(({ status }) => status))).toEqual(new Set([200]));
    expect(scene.server.output.slice(logged)).not.toMatch(/"level":[56]0/);
    counts.add('vanishing clients');
  });

  /** Of each body that arrives or waits: they have no names any more. */
  function spooledSizes(): number[] {
    const folder = `/proc/${String(scene.server.pid)}/fd`;
    return readdirSync(folder).flatMap((name) => {
      try {
        return readlinkSync(join(folder, name)).includes('/incoming/') ? [statSync(join(folder, name)).size] : [];
      } catch {
        return []; // It was closed while they were listed.
      }
    });
  }

  async function begin(person: Person, body: Buffer): Promise<{ end(): Promise<string> }> {
    const socket = await connectTo(scene.server.port);
    const bytes = bytesOf({ method: 'POST', path: '/api/ai/images', headers: { ...person.authorization, 'content-type': 'image/png' }, body });
    socket.write(bytes.subarray(0, -TAIL));
    return {
      end: async () => {
        socket.write(bytes.subarray(-TAIL));
        const status = await statusFrom(socket);
        socket.destroy();
        return status;
      },
    };
  }
});

function statusFrom(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (chunk: Buffer) => { resolve(chunk.toString('latin1').slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)); });
    socket.once('close', () => { resolve('closed'); });
  });
}

/** 12 MB that no other picture equals. */
function noise(): Promise<Buffer> {
  return sharp(randomBytes(EDGE * EDGE * 3), { raw: { width: EDGE, height: EDGE, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
}

function send(person: Person, body: Buffer): Promise<Answer> {
  return person.send('POST', '/api/ai/images', { body, headers: { 'content-type': 'image/png' } });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / MB);
}

const whyNot = whyNoMount('memory');

if (whyNot !== null) {
  it('no disk can be mounted on this machine, which the counts say', () => {
    counts.cannot('a full disk of imports on their way, by a small mount', whyNot);
  });
} else {
  describe('the disk of imports on their way', () => {
    let disk: Mount;
    let scene: Scene;
    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vitrine-spool-'));
      disk = Mount.memory(join(folder, 'data/incoming'), 'size=2m,mode=700');
      scene = await Scene.set({ folder });
    });
    afterAll(async () => {
      await scene.server.stop('SIGKILL');
      disk.unmount();
      await scene.clear();
    });

    const answerTo = async (body: Buffer, person = scene.owner) => {
      const { status, problem } = await send(person, body);
      return [status, problem];
    };

    it('is full: an import is answered 507, all else goes on, and nothing of it is left', async () => {
      const [image] = await scene.owner.library();
      const { bytes } = await scene.owner.get(image!.url);
      const large = Buffer.concat([bytes, Buffer.alloc(4 * MB)]);
      const logged = scene.server.output.length;

      expect(await Promise.all(Array.from({ length: 8 }, () => answerTo(large)))).toEqual(Array.from({ length: 8 }, () => [507, 'storage-full']));
      expect(await answerTo(bytes)).toEqual([200, '']);
      writeFileSync(join(scene.server.data, 'incoming/filler'), Buffer.alloc(2 * MB));
      expect(await answerTo(bytes)).toEqual([507, 'storage-full']);
      expect([(await scene.owner.get('/api/health/ready')).status, (await scene.owner.get('/api/ai/my-images')).status]).toEqual([200, 200]);
      await scene.image();
      expect(readdirSync(join(scene.server.data, 'incoming'))).toEqual(['filler']);

      rmSync(join(scene.server.data, 'incoming/filler'));
      expect(await answerTo(bytes)).toEqual([200, '']);
      disk.remount('ro');
      expect(await answerTo(bytes)).toEqual([503, 'storage-unavailable']);
      expect(await answerTo(bytes)).toEqual([503, 'storage-unavailable']);
      disk.remount('rw');
      expect(await answerTo(bytes)).toEqual([200, '']);

      expect(scene.server.output.slice(logged).match(/"level":50/g)).toHaveLength(2);
      expect(await scene.violations()).toEqual([]);
      counts.add('full disk');
    });
  });
}
