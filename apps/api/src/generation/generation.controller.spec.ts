import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Generation, GenerationEvent, type ImagePage, type Problem } from '@vitrine/contracts';
import { EventReader } from '../testing/event-reader';
import { TestApp, type TestUser } from '../testing/test-app';
import { type ManualCall, ManualImageGenerator } from './generators/manual-image-generator';
import { eventually, png } from './testing/generation-process';

const ROUTE = '/api/ai/generate-image';
const EVENTS = { accept: 'text/event-stream' };
const AT_ONCE = { prefer: 'respond-async' };
const NOBODY = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';

describe('generating over HTTP', () => {
  let app: TestApp;
  let generator: ManualImageGenerator;
  let alice: TestUser;
  let bob: TestUser;
  let begun = 0;
  const problem = async (response: Response) => (await response.json()) as Problem;
  const generation = async (response: Response) => Generation.parse(await response.json());
  const nextCall = (): Promise<ManualCall> => generator.call(begun++);
  const stored = async (user = alice, prompt = 'a lighthouse') => generation(await app.as(user).post(ROUTE, { prompt }, AT_ONCE));

  beforeAll(async () => {
    app = await TestApp.start({ SHUTDOWN_GRACE_SECONDS: '0' }, { imageGenerator: () => (generator = new ManualImageGenerator()) });
    bob = await app.register();
  });
  beforeEach(async () => {
    alice = await app.register();
    begun = generator.calls.length;
  });
  afterAll(() => app.stop());

  it('answers with the image when it is in the library, and not before', async () => {
    const answer = app.as(alice).post(ROUTE, { prompt: 'Create an image of a lighthouse' });
    (await nextCall()).succeed(await png());
    const response = await answer;

    expect(response.status).toBe(201);
    const made = await generation(response);
    expect(response.headers.get('location')).toBe(`/api/ai/generations/${made.id}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(made).toMatchObject({ status: 'succeeded', prompt: 'Create an image of a lighthouse', problem: null, progress: null, removedImages: 0 });
    const page = await app.as(alice).json<ImagePage>('/api/ai/my-images');
    expect(page).toMatchObject({ total: 1, images: [{ filename: made.images[0]?.filename, generationId: made.id, conversationId: made.conversationId }] });
    expect((await app.as(alice).get(made.images[0]?.url ?? '')).status).toBe(200);
  });

  it.each([
    [{ kind: 'refused', categories: ['violence'] }, 422, { type: '/problems/prompt-refused', categories: ['violence'] }],
    [{ kind: 'rate-limited', retryAfterSeconds: 9 }, 429, { type: '/problems/too-many-requests', retryAfter: 9 }],
    [{ kind: 'unavailable' }, 503, { type: '/problems/generator-unavailable' }],
    [{ kind: 'failed' }, 502, { type: '/problems/generator-failed' }],
    [{ kind: 'timeout' }, 504, { type: '/problems/generator-timeout' }],
  ] as const)('answers %j with %i, and keeps nothing', async (reason, status, body) => {
    const answer = app.as(alice).post(ROUTE, { prompt: 'a lighthouse' });
    (await nextCall()).fail(reason);
    const response = await answer;

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await problem(response)).toMatchObject(body);
    expect(await app.as(alice).json('/api/ai/my-images')).toMatchObject({ total: 0 });
  });

  it('answers 202 at once when asked so, and tells how it goes at the address it names', async () => {
    const response = await app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, AT_ONCE);
    const { id } = await generation(response);
    const read = async () => generation(await app.as(alice).get(response.headers.get('location') ?? ''));

    expect(response.status).toBe(202);
    const call = await nextCall();
    await eventually(async () => { expect(await read()).toMatchObject({ id, status: 'running', progress: { stage: 'drawing' } }); });
    call.succeed(await png());
    await eventually(async () => { expect(await read()).toMatchObject({ id, status: 'succeeded', images: [{ width: 64 }] }); });
  });

  it('tells by events, through which nothing on the way may hold', async () => {
    const response = await app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, EVENTS);
    const events = new EventReader(response);
    const call = await nextCall();
    call.show(0, 2, await png(1));
    const seen = await events.until('partial');
    call.succeed(await png(2));
    seen.push(...(await events.until('done')));

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
    for (const event of seen) expect(GenerationEvent.safeParse(event)).toMatchObject({ success: true });
    expect(seen.map(({ event }) => event)).toEqual(expect.arrayContaining(['running', 'partial', 'saved', 'done']));
    expect(await events.next()).toBeUndefined();
  });

  it('goes on when who watched has left, and takes them back where things stand', async () => {
    const first = new EventReader(await app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, EVENTS));
    const call = await nextCall();
    call.show(0, 2, await png(1));
    const id = (await first.until('partial')).flatMap(({ event, data }) => (event === 'running' ? [(data as Generation).id] : []))[0];
    await first.leave();

    const again = new EventReader(await app.as(alice).get(`/api/ai/generations/${id ?? ''}/events`));
    expect(await again.until('partial')).toMatchObject([{ event: 'running', data: { progress: { preview: 1, previews: 2 } } }, { data: { index: 0 } }]);
    call.succeed(await png(2));
    expect((await again.until('done')).at(-2)).toMatchObject({ event: 'saved', data: { generationId: id } });
  });

  it.each(['begins', 'attaches'])('tells no more to a device that has signed out: who %s', async (how) => {
    const here = await app.signIn(alice);
    const { id } = how === 'begins' ? { id: '' } : await stored();
    const events = new EventReader(how === 'begins' ? await app.as(here).post(ROUTE, { prompt: 'a lighthouse' }, EVENTS) : await app.as(here).get(`/api/ai/generations/${id}/events`));
    const call = await nextCall();
    await events.until('running');

    await app.as(here).post('/api/auth/logout');
    call.show(0, 2, await png(1));
    const rest = [];
    for (let event = await events.next(); event; event = await events.next()) rest.push(event.event);

    expect(rest.filter((event) => event !== 'running')).toEqual([]);
    call.succeed(await png(2));
  });

  it.each(['succeeds', 'fails'])('answers a device that signed out while it waited as any that is not signed in: the generation %s', async (how) => {
    const here = await app.signIn(alice);
    const answer = app.as(here).post(ROUTE, { prompt: 'a lighthouse' });
    const call = await nextCall();

    await app.as(here).post('/api/auth/logout');
    if (how === 'succeeds') call.succeed(await png());
    else call.fail({ kind: 'failed' });
    const response = await answer;

    expect([response.status, (await problem(response)).type]).toEqual([401, '/problems/unauthenticated']);
    expect(await app.as(alice).json('/api/ai/my-images')).toMatchObject({ total: how === 'succeeds' ? 1 : 0 });
  });

  it('goes on when who waited has left', async () => {
    const leaving = new AbortController();
    const key = { 'idempotency-key': 'left' };
    const body = JSON.stringify({ prompt: 'a lighthouse' });
    const headers = { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'application/json', ...key };
    const left = fetch(app.url + ROUTE, { method: 'POST', headers, body, signal: leaving.signal });
    const call = await nextCall();
    leaving.abort();
    await expect(left).rejects.toThrow();
    call.succeed(await png());

    expect((await app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, key)).status).toBe(201);
    expect(generator.calls).toHaveLength(begun);
  });

  it('makes one image for many requests with one key, at once and again', async () => {
    const send = () => app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, { 'idempotency-key': 'one' });
    const answers = Array.from({ length: 50 }, send);
    (await nextCall()).succeed(await png());
    const made = await Promise.all((await Promise.all([...answers, send()])).map(generation));

    expect(new Set(made.map(({ id, images }) => `${id} ${images[0]?.filename ?? ''}`)).size).toBe(1);
    expect(generator.calls).toHaveLength(begun);
    expect(await app.as(alice).json('/api/ai/my-images')).toMatchObject({ total: 1 });
    expect((await app.as(alice).post(ROUTE, { prompt: 'a harbour' }, { 'idempotency-key': 'one' })).status).toBe(422);
  });

  it('cancels: who waits is told, and nothing is kept', async () => {
    const answer = app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, { 'idempotency-key': 'cancelled' });
    await nextCall();
    const { id } = await generation(await app.as(alice).post(ROUTE, { prompt: 'a lighthouse' }, { 'idempotency-key': 'cancelled', ...AT_ONCE }));
    const cancelled = await app.as(alice).post(`/api/ai/generations/${id}/cancel`);

    expect(cancelled.status).toBe(200);
    expect(await generation(cancelled)).toMatchObject({ status: 'cancelled' });
    expect((await answer).status).toBe(409);
    expect(await app.as(alice).json('/api/ai/my-images')).toMatchObject({ total: 0 });
  });

  it("answers the same for another's generation as for one that never was", async () => {
    const { id } = await stored();
    const call = await nextCall();
    for (const path of ['', '/events']) {
      const [his, none, odd] = await Promise.all([id, NOBODY, '..%2f..%2fetc'].map((name) => app.as(bob).get(`/api/ai/generations/${name}${path}`)));
      expect([his?.status, none?.status, odd?.status]).toEqual([404, 404, 404]);
      expect({ ...(await problem(his!)), instance: '' }).toEqual({ ...(await problem(none!)), instance: '' });
    }
    expect((await app.as(bob).post(`/api/ai/generations/${id}/cancel`)).status).toBe(404);
    expect(call.options.signal?.aborted).toBe(false);
    call.succeed(await png());
  });

  it.each([
    ['an empty prompt', { prompt: ' ' }], ['an invisible prompt', { prompt: '\u200b\u2060\u3164' }], ['an endless prompt', { prompt: 'x'.repeat(4001) }], ['no prompt', {}], ['five images', { prompt: 'a', count: 5 }],
    ['a size of its own', { prompt: 'a', size: '1x1' }], ['a field nobody knows', { prompt: 'a', model: 'mine' }], ['NUL', { prompt: 'a\u0000' }],
    ['a thread that is no id', { prompt: 'a', conversationId: 'x' }], ['a list', '[]'], ['one key twice', '{"prompt":"a","prompt":"b"}'],
  ])('refuses %s before there is a job', async (_, body) => {
    const response = await app.as(alice).post(ROUTE, body);

    expect(response.status).toBe(400);
    expect(await problem(response)).toMatchObject({ type: '/problems/invalid-request' });
    expect(await app.as(alice).json('/api/ai/conversations')).toEqual({ conversations: [], nextCursor: null });
    expect(generator.calls).toHaveLength(begun);
  });

  it.each([['nothing', ''], ['words', 'with space'], ['129 characters', 'x'.repeat(129)], ['more than ASCII', 'ümlaut']])('refuses a key of %s', async (_, key) => {
    expect((await app.as(alice).post(ROUTE, { prompt: 'a' }, { 'idempotency-key': key, ...AT_ONCE })).status).toBe(400);
  });

  it.each([['POST', ROUTE], ['GET', `/api/ai/generations/${NOBODY}`], ['GET', `/api/ai/generations/${NOBODY}/events`], ['POST', `/api/ai/generations/${NOBODY}/cancel`]])(
    'requires a sign-in: %s %s',
    async (method, path) => {
      expect((await app.as(null).send(method, path, method === 'POST' ? { prompt: 'a' } : undefined, {})).status).toBe(401);
    },
  );

  it('answers everyone who waits when the process stops, and goes on with what was stored after it', async () => {
    const running = app.as(alice).post(ROUTE, { prompt: 'runs' });
    await nextCall();
    const watched = new EventReader(await app.as(alice).post(ROUTE, { prompt: 'runs too' }, EVENTS));
    await nextCall();
    const waiting = app.as(alice).post(ROUTE, { prompt: 'waits' }, { 'idempotency-key': 'waits' });
    await eventually(async () => {
      const { conversations } = await app.as(alice).json<{ conversations: unknown[] }>('/api/ai/conversations');
      expect(conversations).toHaveLength(3);
    });
    await app.restart();
    begun = 0;

    expect(await problem(await running)).toMatchObject({ type: '/problems/generation-interrupted', status: 503 });
    expect((await watched.until('failed')).at(-1)).toMatchObject({ data: { status: 'interrupted' } });
    const accepted = await waiting;
    expect(accepted.status).toBe(202);
    const { id } = await generation(accepted);
    const call = await nextCall();
    expect(call.request.prompt).toBe('waits');
    call.succeed(await png());
    await eventually(async () => { expect(await generation(await app.as(alice).get(`/api/ai/generations/${id}`))).toMatchObject({ status: 'succeeded' }); });
    expect(generator.calls).toHaveLength(1);
  });
});
