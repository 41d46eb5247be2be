import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Call, type Point, type ThreadName, Tracer } from '@vitrine/faults';
import { Counts } from '../support/counts';
import { WHOLE } from '../support/run';
import { Scene, type SceneOptions } from '../support/scene';
import { CALLS, draw, numbered } from './points';

/** Something a person asks for, to be killed at each of its steps. */
export interface Operation<Subject> extends SceneOptions {
  readonly name: string;
  /** How many points the reduced set draws. */
  readonly reduced: number;
  /** Makes what is to be acted on, while the server is well. */
  readonly prepare: (scene: Scene) => Promise<Subject>;
  /** Asks for it, and keeps in the holdings what was answered, or that nothing was. */
  readonly act: (scene: Scene, subject: Subject) => Promise<void>;
  /** What else must be true once the server is well again. */
  readonly afterwards?: (scene: Scene, subject: Subject) => Promise<string[]>;
}

const THREADS: readonly ThreadName[] = ['main', 'pool'];
/** A loop between threads may ring once more or less; beyond this many misses a call is not made any longer. */
const MISSES = 2;

/** One test for each thread: the server is killed before the n-th call, for every call and every n. */
export function killMatrix<Subject>(operation: Operation<Subject>): void {
  describe(`killed at any point of ${operation.name}`, () => {
    const counts = new Counts(`kill -9 in ${operation.name}`);
    let scene: Scene;
    let seen: readonly Call[];
    beforeAll(async () => {
      scene = await Scene.set(operation);
      seen = await callsOf(scene, operation);
    });
    afterAll(() => scene.clear());

    it('finds calls to be killed at in the reduced set and the whole', () => {
      expect(seen.filter(({ call }) => call === 'fsync' || call === 'fdatasync').length).toBeGreaterThan(0);
    });

    it(`keeps what was acknowledged and shows nothing half-made, ${WHOLE ? 'at every call' : 'at the calls drawn'}`, async () => {
      for (const point of draw(operation.name, numbered(seen), operation.reduced).map(({ point }) => point)) await expectWell(scene, operation, point, counts);
      expect(await scene.violations('all')).toEqual([]);
    });

    if (WHOLE) {
      it('has no point beyond those that were seen', async () => {
        for (const point of ends(seen)) await expectWell(scene, operation, point, counts);
      });
    }
  });
}

/** Of the second time: the first makes folders, and warms up what later ones find there. */
async function callsOf<Subject>(scene: Scene, operation: Operation<Subject>): Promise<readonly Call[]> {
  await operation.act(scene, await operation.prepare(scene));
  const subject = await operation.prepare(scene);
  await scene.rest();
  const tracer = await Tracer.record(scene.server.pid, CALLS);
  await operation.act(scene, subject);
  await scene.rest();
  return (await tracer.end()).calls;
}

function ends(seen: readonly Call[]): Point[] {
  const points = numbered(seen).map(({ point }) => point);
  return THREADS.flatMap((thread) =>
    CALLS.flatMap((call) => {
      const last = Math.max(0, ...points.filter((point) => point.thread === thread && point.call === call).map(({ nth }) => nth));
      return Array.from({ length: MISSES }, (_, more) => ({ thread, call, nth: last + 1 + more }));
    }),
  );
}

/** Kills there, starts again, and looks. A point that is not reached leaves the server well, which is looked at too. */
async function expectWell<Subject>(scene: Scene, operation: Operation<Subject>, point: Point, counts: Counts): Promise<void> {
  const subject = await operation.prepare(scene);
  await scene.rest();
  const tracer = await Tracer.killAt(scene.server.pid, point);
  await operation.act(scene, subject);
  await Promise.race([scene.rest().catch(() => undefined), scene.server.ended()]);
  const { killed } = await tracer.end();
  await (killed ? revive(scene) : undefined);
  const violations = [...(await scene.violations()), ...((await operation.afterwards?.(scene, subject)) ?? [])];
  if (killed) counts.add(`${point.call}`, violations);
  expect({ point, violations }).toEqual({ point, violations: [] });
}

async function revive({ server }: Scene): Promise<void> {
  await server.ended();
  await server.run();
}
