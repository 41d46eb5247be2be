import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Generation } from '@vitrine/contracts';
import { Counts } from './support/counts';
import { Person } from './support/person';
import { Scene } from './support/scene';

const JOBS = 20;

describe('people who share one installation', () => {
  const counts = new Counts('twenty jobs before one');
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { GENERATION_LEASE_SECONDS: '30', GENERATIONS_AT_ONCE: '2', GENERATIONS_PER_USER: '2' } });
  });
  afterAll(() => scene.clear());

  it(`${String(JOBS)} jobs of one do not delay the first of another`, async () => {
    scene.provider.setLatency(250);
    const late = await Person.register(scene.server.url, 'late');
    for (let job = 0; job < JOBS; job += 1) {
      const answer = await scene.owner.post('/api/ai/generate-image', { prompt: `many ${String(job)}` }, { prefer: 'respond-async' });
      for (const { prompt } of [answer.json<Generation>()]) scene.holdings.mayHave(prompt);
      expect(answer.status).toBe(202);
    }
    const begunBefore = scene.provider.count((request) => String(request.body['prompt']).startsWith('many'));

    await late.makes('the only one');

    const order = scene.provider.requests.map((request) => String(request.body['prompt'])).filter((prompt) => prompt.startsWith('many') || prompt === 'the only one');
    // What ran goes on; of what waited, at most what takes the second place.
    expect(order.indexOf('the only one') - begunBefore).toBeLessThanOrEqual(2);
    expect(order.indexOf('the only one')).toBeLessThan(JOBS);
    await scene.rest();
    expect((await scene.owner.library()).filter((image) => image.prompt.startsWith('many'))).toHaveLength(JOBS);
    expect(await scene.violations()).toEqual([]);
    counts.add('twenty before one');
  });
});
