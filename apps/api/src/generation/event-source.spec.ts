import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Generation } from '@vitrine/contracts';
import { TestEventSource } from '../testing/event-source';
import { TestApp, type TestUser } from '../testing/test-app';
import { STREAMS_MAX } from './generation-watch';
import { ManualImageGenerator } from './generators/manual-image-generator';
import { eventually, png } from './testing/generation-process';

const NAMES = ['queued', 'running', 'partial', 'saved', 'done', 'failed'];

describe('the events of a generation', () => {
  let app: TestApp;
  let alice: TestUser;
  const generator = new ManualImageGenerator();
  const sources: TestEventSource[] = [];
  const leaving: AbortController[] = [];
  beforeAll(async () => {
    app = await TestApp.start({}, { imageGenerator: () => generator });
    alice = await app.register();
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.stop();
    for (const gone of leaving.splice(0)) gone.abort();
  });
  afterAll(() => app.stop());

  const authorization = () => ({ authorization: `Bearer ${alice.accessToken}` });
  const begin = async () => ((await (await app.as(alice).post('/api/ai/generate-image', { prompt: 'a lighthouse' }, { prefer: 'respond-async' })).json()) as Generation).id;
  const pathOf = (id: string) => `/api/ai/generations/${id}/events`;
  const calls = () => generator.calls.length;

  async function open(id: string): Promise<TestEventSource> {
    const source = await TestEventSource.start(app.url + pathOf(id), authorization(), NAMES);
    sources.push(source);
    return source;
  }
  const seen = (source: TestEventSource, name: string) => eventually(() => { expect(source.events.map((event) => event.name)).toContain(name); });

  it('reach an EventSource once each, over lost connections, and keep it away after the last', async () => {
    const nth = calls();
    const id = await begin();
    const call = await generator.call(nth);
    const source = await open(id);
    await seen(source, 'running');
    call.show(0, 3, await png(1));
    await seen(source, 'partial');

    source.cut();
    await eventually(() => { expect(source.answers).toHaveLength(2); });
    call.succeed(await png(2));
    await seen(source, 'done');
    await eventually(() => { expect(source.closed).toBe(true); });

    const names = source.events.map(({ name }) => name);
    expect(names.filter((name) => name !== 'running')).toEqual(['partial', 'saved', 'done']);
    expect(new Set(source.events.map((event) => event.id)).size).toBe(source.events.length);
    expect(source.answers.map(({ status }) => status)).toEqual([200, 200, 204]);
    expect(source.answers[2]?.lastEventId).toBe(source.events.at(-1)?.id);
  });

  it('go on after a restart of the server, or a connection lost between an image and the end', async () => {
    const nth = calls();
    const id = await begin();
    (await generator.call(nth)).succeed(await png());
    await eventually(async () => { expect(await app.as(alice).json(`/api/ai/generations/${id}`)).toMatchObject({ status: 'succeeded' }); });
    const whole = await open(id);
    await eventually(() => { expect(whole.closed).toBe(true); });
    const [saved, done] = whole.events;

    const rest = await (await app.as(alice).get(pathOf(id), { 'last-event-id': saved?.id ?? '' })).text();

    expect([saved?.name, done?.name]).toEqual(['saved', 'done']);
    expect(rest).toMatch(/^id: \S+\nevent: done\n/);
    expect(rest).not.toContain('event: saved');
    expect((await app.as(alice).get(pathOf(id), { 'last-event-id': done?.id ?? '' })).status).toBe(204);
  });

  it('are not gone on with by an id that none of them has, or by somebody else', async () => {
    const nth = calls();
    const id = await begin();
    (await generator.call(nth)).fail({ kind: 'refused', categories: [] });
    const bob = await app.register();

    for (const wrong of ['x', '1', '-1.0.0', '0.0.0.start', 'f'.repeat(20_000)]) expect((await app.as(alice).get(pathOf(id), { 'last-event-id': wrong })).status).toBe(400);
    expect((await app.as(bob).get(pathOf(id), { 'last-event-id': '0.0.0.end' })).status).toBe(404);
    expect((await app.as(alice).get(pathOf('none'), { 'last-event-id': '0.0.0.end' })).status).toBe(404);
  });

  it('are sent from the beginning to who claims to have had the end before there was one', async () => {
    const nth = calls();
    const id = await begin();
    const call = await generator.call(nth);
    const source = TestEventSource.start(app.url + pathOf(id), { ...authorization(), 'last-event-id': '0.0.0.end' }, NAMES);
    sources.push(await source);

    await seen(await source, 'running');
    call.succeed(await png());
  });

  it('are watched by so many at most', async () => {
    const nth = calls();
    const id = await begin();
    const call = await generator.call(nth);
    const watch = () => {
      const gone = new AbortController();
      leaving.push(gone);
      return fetch(app.url + pathOf(id), { headers: authorization(), signal: gone.signal });
    };
    const open = await Promise.all(Array.from({ length: STREAMS_MAX }, watch));
    expect(open.map(({ status }) => status)).toEqual(Array(STREAMS_MAX).fill(200));

    const refused = await watch();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    leaving[0]?.abort();
    await eventually(async () => { expect((await watch()).status).toBe(200); });
    call.succeed(await png());
  });
});
