import { get } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Generation } from '@vitrine/contracts';
import { Counts } from './support/counts';
import { countImageFiles, countSockets } from './support/descriptors';
import { LineBroke } from './support/person';
import { pause, until } from './support/run';
import { Scene } from './support/scene';

const MANY = 20;

describe('clients that leave', () => {
  const counts = new Counts('clients leave');
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { GENERATION_LEASE_SECONDS: '30', GENERATIONS_PER_USER: '4' } });
  });
  afterAll(() => scene.clear());
  afterEach(async () => {
    scene.provider.setLatency(0);
    expect(await scene.violations()).toEqual([]);
  });

  it('while they wait for an image find it in their library when they come back', async () => {
    scene.provider.setLatency(300);
    const prompts = Array.from({ length: MANY }, () => scene.prompt());
    for (const prompt of prompts) scene.holdings.mayHave(prompt);

    const gone = await Promise.all(prompts.map((prompt) => leaveAfter(150, (signal) => scene.owner.send('POST', '/api/ai/generate-image', { body: { prompt }, signal }))));
    await scene.rest();

    const made = (await scene.owner.library()).filter((image) => prompts.includes(image.prompt));
    expect([gone.every(Boolean), made.length]).toEqual([true, MANY]);
    expect(scene.provider.count((request) => prompts.includes(String(request.body['prompt'])))).toBe(MANY);
    counts.add('waiting');
  });

  it('while they watch events cost nothing afterwards, and the job goes on', async () => {
    const before = countSockets(scene.server.pid);
    scene.provider.setLatency(800);
    const prompt = scene.prompt();
    const { id } = (await scene.owner.post('/api/ai/generate-image', { prompt }, { prefer: 'respond-async' })).json<Generation>();
    scene.holdings.mayHave(prompt);

    await Promise.all(Array.from({ length: MANY }, () => leaveAfter(200, (signal) => scene.owner.send('GET', `/api/ai/generations/${id}/events`, { signal }))));
    await scene.rest();

    expect((await scene.owner.read<Generation>(`/api/ai/generations/${id}`)).status).toBe('succeeded');
    await until('the sockets are closed', () => (countSockets(scene.server.pid) <= before ? true : null));
    counts.add('events');
  });

  it('in the middle of a download leave no socket and no open file behind', async () => {
    const filename = await scene.image();
    await scene.rest();
    const [sockets, files] = [countSockets(scene.server.pid), countImageFiles(scene.server.pid)];

    await Promise.all(Array.from({ length: MANY }, (_, nth) => breakOff(`${scene.server.url}/api/ai/images/${filename}`, nth % 2 === 0)));

    await until('the sockets are closed', () => (countSockets(scene.server.pid) <= sockets ? true : null));
    await until('the files are closed', () => (countImageFiles(scene.server.pid) <= files ? true : null));
    counts.add('download');
  });

  /** Whole, or a part, which is streamed; broken off at its first byte. */
  function breakOff(url: string, whole: boolean): Promise<void> {
    const range = whole ? {} : { range: 'bytes=100-30000' };
    return new Promise((done, failed) => {
      const request = get(url, { agent: false, headers: { ...scene.owner.authorization, ...range } }, (download) => {
        download.once('data', () => { download.destroy(); done(); });
      });
      request.on('error', failed);
    });
  }
});

/** True when it broke off before there was an answer. */
async function leaveAfter(ms: number, send: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const leaving = new AbortController();
  const answer = send(leaving.signal).then(() => false, (error: unknown) => {
    if (error instanceof LineBroke) return true;
    throw error;
  });
  await pause(ms);
  leaving.abort();
  return answer;
}
