import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Problem } from '@vitrine/contracts';
import { ProblemException } from '../problems/problem.exception';
import { TestApp } from '../testing/test-app';
import { HASHES_AT_ONCE, HASHES_WAITING_MAX, HashGate } from './hash-gate';

const HERE = new AbortController().signal;

describe('the gate of password hashes', () => {
  let gate: HashGate;
  let running: number;
  let most: number;
  let done: number[];
  let releases: (() => void)[];

  beforeEach(() => {
    gate = new HashGate();
    [running, most, done, releases] = [0, 0, [], []];
  });

  const hash = (name: number, signal = HERE) =>
    gate.run(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => releases.push(resolve));
      running -= 1;
      done.push(name);
    }, signal);
  const turn = () => new Promise((resolve) => { setImmediate(resolve); });
  async function finish(): Promise<void> {
    for (let release = releases.shift(); release; release = releases.shift()) {
      release();
      await turn();
    }
  }

  it('runs few at a time, in the order they came', async () => {
    const all = Array.from({ length: 20 }, (_, name) => hash(name));
    await turn();
    await finish();
    await Promise.all(all);

    expect(most).toBe(HASHES_AT_ONCE);
    expect(done).toEqual(Array.from({ length: 20 }, (_, name) => name));
  });

  it('refuses those beyond a bounded line, and takes others when there is room again', async () => {
    const taken = Array.from({ length: HASHES_AT_ONCE + HASHES_WAITING_MAX }, (_, name) => hash(name));
    const refusal: unknown = await hash(-1).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(ProblemException);
    expect(refusal).toMatchObject({ problem: 'server-busy', extras: { retryAfter: 2 } });

    await turn();
    await finish();
    await Promise.all(taken);
    const later = hash(100);
    await turn();
    await finish();
    await later;
    expect(done).toHaveLength(HASHES_AT_ONCE + HASHES_WAITING_MAX + 1);
    expect(done).not.toContain(-1);
  });

  it('lets a request leave the line, which is then not hashed and makes room for another', async () => {
    const taken = Array.from({ length: HASHES_AT_ONCE }, (_, name) => hash(name));
    const leaving = new AbortController();
    const left = Array.from({ length: HASHES_WAITING_MAX }, (_, at) => hash(1000 + at, leaving.signal).catch((error: unknown) => error));
    const reason = new Error('the client left');
    leaving.abort(reason);
    const next = hash(100);

    expect(new Set(await Promise.all(left))).toEqual(new Set([reason]));
    await expect(hash(101, leaving.signal)).rejects.toBe(reason);
    await turn();
    await finish();
    await Promise.all([...taken, next]);
    expect(done).toEqual([...Array.from({ length: HASHES_AT_ONCE }, (_, name) => name), 100]);
  });

  it('goes on after a hash that fails', async () => {
    const failing = Array.from({ length: 5 }, () => gate.run(() => Promise.reject(new Error('no')), HERE).catch(() => 'failed'));
    expect(await Promise.all(failing)).toEqual(Array(5).fill('failed'));

    const next = hash(1);
    await turn();
    await finish();
    await next;
    expect(done).toEqual([1]);
  });
});

describe('more sign-ins than can be hashed', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('get 503 and when to try again, whether or not the account exists, and count as no attempt', async () => {
    const user = await app.register();
    const gate = app.get(HashGate);
    const releases: (() => void)[] = [];
    const held = Array.from({ length: HASHES_AT_ONCE + HASHES_WAITING_MAX }, () => gate.run(() => new Promise<void>((resolve) => releases.push(resolve)), HERE));
    const attempt = (path: string, body: unknown) => app.as(null).post(path, body);

    const answers: Response[] = [];
    for (let time = 0; time < 12; time += 1) {
      answers.push(await attempt('/api/auth/login', { email: user.email, password: 'not the password' }));
      answers.push(await attempt('/api/auth/login', { email: 'nobody@example.com', password: 'not the password' }));
      answers.push(await app.as(user).post('/api/auth/password', { current: 'not the password', next: 'another unremarkable sentence' }));
    }
    answers.push(await attempt('/api/auth/register', { email: 'new@example.com', password: 'another unremarkable sentence' }));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as Problem[];

    for (const answer of answers) expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(new Set(bodies.map(({ type, detail }) => `${type} ${detail}`)).size).toBe(1);
    expect(bodies[0]?.type).toBe('/problems/server-busy');

    const signedIn = app.signIn(user);
    for (let release = releases.shift(); release; release = releases.shift()) {
      release();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    await Promise.all(held);
    expect((await signedIn).id).toBe(user.id);
    expect((await app.as(user).post('/api/auth/password', { current: 'an unremarkable sentence', next: 'another unremarkable sentence' })).status).toBe(200);
  });

  it('do not hash for clients that have left, and count no attempt for them', async () => {
    const user = await app.register();
    const gate = app.get(HashGate);
    const releases: (() => void)[] = [];
    const held = Array.from({ length: HASHES_AT_ONCE }, () => gate.run(() => new Promise<void>((resolve) => releases.push(resolve)), HERE));
    const waitingAt = () => (gate as unknown as { waiting: ReadonlySet<unknown> }).waiting.size;
    const leaving = new AbortController();
    // More than may fail.
    const left = Array.from({ length: 12 }, () => fetch(`${app.url}/api/auth/login`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: user.email, password: 'not the password' }), signal: leaving.signal,
    }).catch(() => 'left'));
    while (waitingAt() < 10) await new Promise((next) => setImmediate(next));
    leaving.abort();

    await Promise.all(left);
    while (waitingAt() > 0) await new Promise((next) => setImmediate(next));
    for (const release of releases) release();
    await Promise.all(held);
    expect((await app.signIn(user)).id).toBe(user.id);
  });
});
