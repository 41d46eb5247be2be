import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Generation } from '@vitrine/contracts';
import { Counts } from './support/counts';
import { bytesOf, connectTo } from './support/raw-request';
import { change, query } from './support/rows';
import { pause, until } from './support/run';
import { Scene } from './support/scene';

const LARGE = 24 * 1024 * 1024;
const counts = new Counts('SIGTERM');

describe('told to stop', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { SHUTDOWN_GRACE_SECONDS: '3', GENERATION_LEASE_SECONDS: '30', LOG_LEVEL: 'error' } });
  });
  afterAll(() => scene.clear());
  /** It left as it should, and comes back. */
  afterEach(async () => {
    scene.provider.release();
    if (!scene.server.runs) await scene.server.run();
    await scene.rest();
  });

  const ask = (prompt: string) => scene.owner.post('/api/ai/generate-image', { prompt });
  const outcomes = (prompt: string) =>
    query<{ status: string; outcome: string }>(scene.server, 'select status, outcome from generation_attempts a join generations g on g.id = a.generation_id where g.prompt = ?', prompt);

  /** A generation that the provider is working on. */
  async function underWay(prompt: string) {
    scene.provider.hold();
    const sent = scene.provider.count();
    const answer = ask(prompt);
    await scene.provider.arrived(sent + 1);
    return answer;
  }

  it('in the middle of a generation, it ends it within the grace, answers, and leaves with 0', async () => {
    const prompt = scene.prompt();
    const waiting = begun(underWay(prompt));
    await until('the provider is at work', () => (scene.provider.requests.some((request) => request.body['prompt'] === prompt) ? true : null));
    const code = scene.server.stop('SIGTERM');
    await pause(300);
    scene.provider.release();

    const answer = await waiting;
    for (const image of answer.json<Generation>().images) scene.holdings.has(image);

    expect([answer.status, await code]).toEqual([201, 0]);
    await scene.server.run();
    expect(await scene.violations()).toEqual([]);
    counts.add('within the grace');
  });

  it('is not ready any longer from that moment on, and still alive', async () => {
    const prompt = scene.prompt();
    scene.holdings.mayHave(prompt);
    const waiting = begun(underWay(prompt));
    await until('the provider is at work', () => (scene.provider.requests.some((request) => request.body['prompt'] === prompt) ? true : null));
    const code = scene.server.stop('SIGTERM');
    await pause(200);

    const [ready, live] = [await scene.owner.get('/api/health/ready'), await scene.owner.get('/api/health/live')];
    scene.provider.release();

    expect([ready.status, live.status]).toEqual([503, 200]);
    await waiting;
    expect(await code).toBe(0);
    counts.add('readiness');
  });

  it('with a generation that takes longer than the grace, it says interrupted, leaves with 0, and never asks again', async () => {
    const prompt = scene.prompt();
    const waiting = begun(underWay(prompt));
    await until('the provider is at work', () => (scene.provider.requests.some((request) => request.body['prompt'] === prompt) ? true : null));
    const began = Date.now();
    const code = scene.server.stop('SIGTERM');

    const answer = await waiting;

    expect([answer.status, answer.problem, await code]).toEqual([503, 'generation-interrupted', 0]);
    expect(Date.now() - began).toBeLessThan(15_000);
    scene.provider.release();
    await scene.server.run();
    await scene.rest();
    expect(outcomes(prompt)).toEqual([{ status: 'interrupted', outcome: 'interrupted' }]);
    expect(scene.provider.count((request) => request.body['prompt'] === prompt)).toBe(1);
    expect(await scene.violations()).toEqual([]);
    counts.add('beyond the grace');
  });

  it('with somebody watching events, it ends the stream and leaves with 0', async () => {
    scene.provider.hold();
    const { id } = (await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() }, { prefer: 'respond-async' })).json<Generation>();
    const watching = scene.owner.get(`/api/ai/generations/${id}/events`);
    await pause(300);

    const code = scene.server.stop('SIGTERM');

    const told = (await watching).bytes.toString('utf8');
    expect([told.includes('event: running'), await code]).toEqual([true, 0]);
    counts.add('events');
  });

  it('in the middle of a download, it sends it to its last byte and leaves with 0', async () => {
    const { filename, sha256 } = await largeImage();
    const download = await begin(filename);
    await pause(200);
    const code = scene.server.stop('SIGTERM');
    await pause(500);

    const hash = createHash('sha256');
    for await (const part of download) hash.update(part as Buffer);

    expect(hash.digest('hex')).toBe(sha256);
    expect(await code).toBe(0);
    counts.add('download');
  });

  it.each<[string, (socket: Socket) => Promise<void>]>([
    ['sends half a header', (socket) => written(socket, 'GET /api/health/live HTTP/1.1\r\nhost: localhost\r\nx-half: ')],
    ['sends nothing', (socket) => written(socket, '')],
    ['sends half a body', (socket) => written(socket, 'POST /api/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"email":')],
    ['keeps its connection open', (socket) => written(socket, bytesOf({ path: '/api/health/live' }))],
    ['reads nothing of a large image', async (socket) => written(socket, requestOf(`/api/ai/images/${(await largeImage()).filename}`))],
    ['reads nothing of a part of a large image', async (socket) => written(socket, requestOf(`/api/ai/images/${(await largeImage()).filename}`, { range: 'bytes=0-' }))],
    ['reads nothing of an archive', async (socket) => {
      const body = Buffer.from(JSON.stringify({ filenames: [(await largeImage()).filename] }));
      return written(socket, bytesOf({ method: 'POST', path: '/api/ai/images/archive', headers: { 'content-type': 'application/json', ...scene.owner.authorization }, body }));
    }],
    ['reads nothing of an event stream', (socket) => written(socket, requestOf('/api/ai/events'))],
  ])('with a client that %s, it leaves with 0 when the grace period is over', async (kind, occupy) => {
    const socket = await connectTo(scene.server.port);
    socket.pause();
    await occupy(socket);
    await pause(300);
    const began = Date.now();

    const code = await scene.server.stop('SIGTERM');

    expect(code).toBe(0);
    expect(Date.now() - began).toBeLessThan(15_000);
    socket.destroy();
    counts.add(kind);
  });

  it.each(['SIGSEGV', 'SIGBUS', 'SIGILL'] as const)('by %s, it ends at once, so that its supervisor starts it again', async (signal) => {
    expect(await scene.server.stop(signal)).toBeNull();
    counts.add(signal);
  });

  function requestOf(path: string, headers: Record<string, string> = {}): Buffer {
    return bytesOf({ path, headers: { ...scene.owner.authorization, ...headers } });
  }

  /** Larger than any buffer on the way, so that who reads slowly is in the middle of it. */
  async function largeImage(): Promise<{ filename: string; sha256: string }> {
    const filename = await scene.image();
    await scene.rest();
    const bytes = randomBytes(LARGE);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(scene.server.uploads, 'images', `user-${scene.owner.id}`, filename), bytes);
    change(scene.server, 'update images set bytes = ?, sha256 = ? where filename = ?', LARGE, sha256, filename);
    return { filename, sha256 };
  }

  function begin(filename: string): Promise<IncomingMessage> {
    return new Promise((done, failed) => {
      const request: ClientRequest = get(`${scene.server.url}/api/ai/images/${filename}`, { agent: false, headers: { ...scene.owner.authorization } }, (download) => {
        download.pause();
        done(download);
      });
      request.on('error', failed);
    });
  }
});

function written(socket: Socket, bytes: string | Buffer): Promise<void> {
  return new Promise((sent) => { socket.write(bytes, () => { sent(); }); });
}

/** Its failure is looked at when it is awaited. */
function begun<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
