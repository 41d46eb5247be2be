import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Server } from '@vitrine/test-server';
import { Counts } from '../support/counts';
import { Person } from '../support/person';
import { contradictions } from '../support/rows';
import { sample, WHOLE } from '../support/run';
import { SETTINGS } from '../support/scene';
import { expectReached } from './kill-matrix';
import type { Numbered } from './points';
import { pointsOfStart, startToBeKilled } from './start-points';

const [REDUCED, MOST] = [2, 60];
const KEYS = ['access', 'media', 'safety', 'session'].map((purpose) => `data/secrets/${purpose}-1.key`);
const PLACES = ['data', 'data/secrets', ...KEYS, 'data/vitrine.db', 'data/vitrine.db-journal', 'data/vitrine.db-wal'];

describe('killed at any point of the very first start', () => {
  const counts = new Counts('kill -9 in the first start');
  let server: Server;
  afterEach(() => server.dispose());

  const fresh = async () => Server.make(SETTINGS, await mkdtemp(join(tmpdir(), 'vitrine-first-')));
  const paths = () => PLACES.map((place) => join(server.folder, place));

  async function points(): Promise<Numbered[]> {
    server = await fresh();
    const all = await pointsOfStart(server, paths(), () => true);
    await server.dispose();
    return all;
  }

  it('starts the second time as if it were the first', async () => {
    const drawn = sample('first start', await points(), WHOLE ? MOST : REDUCED);
    for (const { point } of drawn) {
      server = await fresh();
      const killed = await startToBeKilled(server, point, paths(), () => true);
      await server.run();
      const image = await (await Person.register(server.url, 'alice')).makes('a lighthouse');
      const violations = contradictions(server);
      if (killed) counts.add(point.call, violations);
      expect({ point, violations, width: image.width }).toEqual({ point, violations: [], width: 1024 });
      await server.dispose();
    }
    expectReached(counts, drawn.length);
  });
});
