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

/** The server is killed before the n-th call of a thread: for every thread, call and n, or for those the reduced set draws. */
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
      const points = draw(operation.name, numbered(seen), operation.reduced);
      for (const { point } of points) await expectWell(scene, operation, point, counts);
      expectReached(counts, points.length);
      expect(await scene.violations('all')).toEqual([]);
    });

    if (WHOLE) {
      it('does so beyond the last call of each kind that was seen, too, where there is nothing left to be killed at', async () => {
        for (const point of ends(seen)) await expectWell(scene, operation, point, counts);
      });
    }

    it('leaves nothing behind once it is swept, and nothing in the wrong place', async () => {
      expect(await scene.leftAfterSweep()).toEqual([]);
      expect(await scene.violations('all')).toEqual([]);
    });
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

/** One beyond the last of each call on each thread. */
function ends(seen: readonly Call[]): Point[] {
  const made = (thread: ThreadName, call: string) => seen.filter((one) => one.thread === thread && one.call === call).length;
  return THREADS.flatMap((thread) => CALLS.map((call) => ({ thread, call, nth: made(thread, call) + 1 })));
}

/** Points that drift out of reach prove nothing: most of those tried must have been the end of a server. */
export function expectReached(counts: Counts, tried: number): void {
  expect(tried).toBeGreaterThan(0);
  expect(counts.made).toBeGreaterThanOrEqual(Math.ceil(tried / 2));
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
