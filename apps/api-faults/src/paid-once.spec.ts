import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Generation, Image } from '@vitrine/contracts';
import { type Call, Tracer } from '@vitrine/faults';
import { CALLS, numbered } from './kill/points';
import { Counts } from './support/counts';
import { orBroken } from './support/person';
import { query } from './support/rows';
import { until } from './support/run';
import { Scene } from './support/scene';

const AT_ONCE = 50;

interface Moment {
  readonly when: string;
  /** `before`: what the thread did before it, last first. */
  readonly isIt: (call: Call, before: readonly Call[]) => boolean;
  readonly calls: number;
  readonly outcome: 'ok' | 'interrupted';
}

const toSocket = ({ rest }: Call) => rest.includes('socket:');
const ofFolder = ({ call, rest }: Call) => call === 'fsync' && rest.includes('/uploads/images/') && !rest.includes('.tmp');

/** Moments around the provider's answer, and what each must have come to: calls of the provider, and the ledger. */
const MOMENTS: readonly Moment[] = [
  { when: 'before anything is stored', isIt: ({ call }) => call === 'pwrite64', calls: 1, outcome: 'ok' },
  { when: 'before the request is sent', isIt: (call, before) => toSocket(call) && !before.some(toSocket), calls: 0, outcome: 'interrupted' },
  { when: 'when the answer is there and no byte is stored', isIt: ({ rest }) => rest.includes('/uploads/images/'), calls: 1, outcome: 'interrupted' },
  { when: 'when the bytes have their name and it is not durable', isIt: ofFolder, calls: 1, outcome: 'interrupted' },
  { when: 'when the row is there and nobody was answered', isIt: (call, before) => toSocket(call) && before.some(toSocket), calls: 1, outcome: 'ok' },
];

describe('an image is paid for once', () => {
  const counts = new Counts('paid once');
  let scene: Scene;
  let seen: readonly Call[];
  beforeAll(async () => {
    scene = await Scene.set();
    const tracer = await Tracer.record(scene.server.pid, CALLS);
    await scene.image();
    seen = (await tracer.end()).calls;
    await scene.rest();
  });
  afterAll(() => scene.clear());

  const ask = (prompt: string, key: string) => scene.owner.post('/api/ai/generate-image', { prompt }, { 'idempotency-key': key });
  const callsFor = (prompt: string) => scene.provider.count((request) => request.body['prompt'] === prompt);
  const ledgerOf = (prompt: string) =>
    query<{ outcome: string }>(scene.server, 'select outcome from generation_attempts a join generations g on g.id = a.generation_id where g.prompt = ?', prompt).map((row) => row.outcome);

  /** The point of the recording at which a moment is. */
  function pointOf({ isIt }: Moment) {
    const place = seen.findIndex((call, nth) => isIt(call, seen.slice(0, nth).filter(({ thread }) => thread === call.thread).reverse()));
    const found = numbered(seen)[place];
    if (!found) throw new Error(`nothing like it was seen:\n${seen.map(({ thread, call, rest }) => `${thread} ${call} ${rest}`).join('\n')}`);
    return found.point;
  }

  it(`${String(AT_ONCE)} times at once and again later, under one key, it is one call of the provider and one image`, async () => {
    const prompt = scene.prompt();
    scene.provider.setLatency(300);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(prompt, 'fifty')));
    scene.provider.setLatency(0);
    for (let again = 0; again < 5; again += 1) answers.push(await ask(prompt, 'fifty'));

    const generations = new Set(answers.map((answer) => answer.json<Generation>().id));
    const images = (await scene.owner.library()).filter((image) => image.prompt === prompt);
    for (const image of images) scene.holdings.has(image);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    expect([generations.size, images.length, callsFor(prompt), ledgerOf(prompt)]).toEqual([1, 1, 1, ['ok']]);
    counts.add('at once and again');
  });

  /** The same request again, twice, after a restart. */
  async function expectPaidOnce(prompt: string, key: string, calls: number, outcome: string): Promise<void> {
    await scene.rest();
    const [first, second] = [await ask(prompt, key), await ask(prompt, key)];
    const images = first.status === 201 ? first.json<{ images: Image[] }>().images : [];
    for (const image of images) scene.holdings.has(image);
    expect([first.status, first.problem, images.length]).toEqual(outcome === 'ok' ? [201, '', 1] : [503, 'generation-interrupted', 0]);
    expect([second.status, second.problem]).toEqual([first.status, first.problem]);
    expect([callsFor(prompt), ledgerOf(prompt)]).toEqual([calls, [outcome]]);
    expect(await scene.violations()).toEqual([]);
  }

  it.each(MOMENTS)('killed $when, it is $outcome, and not requested again', async (moment) => {
    const prompt = scene.prompt();
    const tracer = await Tracer.killAt(scene.server.pid, pointOf(moment));
    const answer = await orBroken(ask(prompt, moment.when.replaceAll(' ', '-')));
    const { killed } = await tracer.end();
    expect([answer, killed]).toEqual([null, true]);
    await scene.server.ended();
    await scene.server.run();

    await expectPaidOnce(prompt, moment.when.replaceAll(' ', '-'), moment.calls, moment.outcome);
    counts.add('killed');
  });

  it('killed when the bytes are durable and their row is not there, it is interrupted, and not requested again', async () => {
    const prompt = scene.prompt();
    const folder = join(scene.server.uploads, 'images', `user-${scene.owner.id}`);
    // The folder is closed after its sync, and the row is written after that.
    const tracer = await Tracer.holdBefore(scene.server.pid, 'close', folder, ['fsync']);
    const answer = orBroken(ask(prompt, 'durable'));
    await until('the folder is about to be closed', () => (tracer.soFar().some(({ call }) => call === 'close') ? true : null));
    const { calls } = await tracer.killHeld(scene.server.pid);
    await scene.server.ended();
    expect([await answer, ...calls.map(({ call, rest }) => [call, rest.includes(' = 0')])]).toEqual([null, ['fsync', true], ['close', false]]);
    await scene.server.run();

    await expectPaidOnce(prompt, 'durable', 1, 'interrupted');
    counts.add('killed');
  });

  it('killed while the provider works, it is interrupted, and not requested again', async () => {
    const prompt = scene.prompt();
    scene.provider.hold();
    const sent = scene.provider.count();
    const answer = orBroken(ask(prompt, 'in-flight'));
    await scene.provider.arrived(sent + 1);
    await scene.server.stop('SIGKILL');
    scene.provider.release();
    expect(await answer).toBeNull();
    await scene.server.run();

    await expectPaidOnce(prompt, 'in-flight', 1, 'interrupted');
    counts.add('killed');
  });

  it('the person presses Try again, which is a new request and a new call', async () => {
    const prompt = scene.prompt();
    scene.provider.hold();
    const sent = scene.provider.count();
    const answer = orBroken(ask(prompt, 'first-try'));
    await scene.provider.arrived(sent + 1);
    await scene.server.stop('SIGKILL');
    scene.provider.release();
    await answer;
    await scene.server.run();
    await scene.rest();

    const again = await ask(prompt, 'second-try');

    for (const image of again.json<Generation>().images) scene.holdings.has(image);
    expect([again.status, callsFor(prompt), ledgerOf(prompt).sort()]).toEqual([201, 2, ['interrupted', 'ok']]);
    expect(await scene.violations()).toEqual([]);
    counts.add('killed');
  });
});
