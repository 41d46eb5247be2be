import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Counts } from '../support/counts';
import { change, imagesOf } from '../support/rows';
import { until } from '../support/run';
import { Scene } from '../support/scene';
import { expectReached } from './kill-matrix';
import { draw, type Numbered } from './points';
import { pointsOfStart, startToBeKilled } from './start-points';

const LONG_AGO_MS = 40 * 24 * 60 * 60 * 1000;
const REDUCED = 2;

describe('killed at any point of purging the trash, which a start does', () => {
  const counts = new Counts('kill -9 in purging the trash');
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set();
  });
  afterAll(() => scene.clear());

  /** An image in the trash that is due, and a server that is down. */
  async function due(): Promise<string> {
    const filename = await scene.image();
    await scene.rest();
    await scene.owner.send('DELETE', `/api/ai/images/${filename}`);
    await scene.server.stop('SIGKILL');
    change(scene.server, 'update images set deleted_at = ? where filename = ?', Date.now() - LONG_AGO_MS, filename);
    scene.holdings.isIn(filename, 'gone');
    return filename;
  }

  const rowsPaths = () => ['vitrine.db', 'vitrine.db-wal'].map((name) => join(scene.server.data, name));
  const filePaths = (filename: string) => {
    const own = (area: string) => join(scene.server.uploads, area, `user-${scene.owner.id}`);
    const thumbnails = [256, 512].map((size) => join(own('thumbnails'), `${filename.slice(0, 36)}-${String(size)}.webp`));
    return [...['images', 'trash'].map((area) => join(own(area), filename)), ...thumbnails, own('images'), own('trash'), own('thumbnails')];
  };
  const isPurged = (filename: string) => !imagesOf(scene.server).some((row) => row.filename === filename) && !filePaths(filename).slice(0, 4).some((path) => existsSync(path));

  async function points(): Promise<(Numbered & { of: 'rows' | 'files' })[]> {
    const found = [];
    for (const of of ['rows', 'files'] as const) {
      const filename = await due();
      const paths = of === 'rows' ? rowsPaths() : filePaths(filename);
      found.push(...(await pointsOfStart(scene.server, paths, () => isPurged(filename))).map((point) => ({ of, ...point })));
      await scene.server.run();
    }
    return found;
  }

  it('ends what was due, and nothing else, at the next start', async () => {
    const all = await points();
    expect(all.length).toBeGreaterThan(REDUCED);

    const drawn = draw('purge', all, REDUCED);
    for (const { of, point } of drawn) {
      const filename = await due();
      const paths = of === 'rows' ? rowsPaths() : filePaths(filename);
      const killed = await startToBeKilled(scene.server, point, paths, () => isPurged(filename));
      await scene.server.run();
      await until('the row is purged', () => (imagesOf(scene.server).some((row) => row.filename === filename) ? null : true));
      const violations = await scene.violations();
      if (killed) counts.add(point.call, violations);
      expect({ of, point, violations }).toEqual({ of, point, violations: [] });
    }
    expectReached(counts, drawn.length);
  });
});
