import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Counts } from './support/counts';
import { pause } from './support/run';
import { Scene } from './support/scene';

const DEADLINE_MS = 15_000;

describe('a database that another process locks', () => {
  const counts = new Counts('the database is locked');
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set({ settings: { GENERATION_LEASE_SECONDS: '30' } });
  });
  afterAll(() => scene.clear());

  /** Nobody else can write. @returns how to let go. */
  function lock(): () => void {
    const db = new SqliteDatabase(join(scene.server.data, 'vitrine.db'));
    db.exec('begin exclusive');
    return () => { db.exec('rollback'); db.close(); };
  }

  it('for a moment is waited for, and nobody notices', async () => {
    const letGo = lock();
    const image = scene.image();
    await pause(1000);
    letGo();

    await image;

    expect(await scene.violations()).toEqual([]);
    counts.add('for a second');
  });

  it('for longer is 503 database-unavailable within a deadline, and all is well when it is let go', async () => {
    const prompt = scene.prompt();
    const letGo = lock();
    const began = Date.now();

    const answer = await scene.owner.post('/api/ai/generate-image', { prompt });

    const took = Date.now() - began;
    letGo();
    expect([answer.status, answer.problem]).toEqual([503, 'database-unavailable']);
    expect(took).toBeLessThan(DEADLINE_MS);
    expect(scene.provider.count((request) => request.body['prompt'] === prompt)).toBe(0);
    await scene.image();
    expect(await scene.violations()).toEqual([]);
    counts.add('for longer');
  });
});
