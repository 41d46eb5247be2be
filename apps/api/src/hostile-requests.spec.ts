import { request as sendRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@vitrine/contracts';
import { HOSTILE_BODIES, hostileTexts, numbered } from './testing/hostile-texts';
import { imageOf } from './testing/pictures';
import { TestApp } from './testing/test-app';

/** Just below what the server reads of a request's headers, and of its JSON. */
const LENGTH = 60_000;
/** A request that is read once takes some milliseconds; what tries 60,000 characters from every place takes seconds. */
const CPU_MS_MAX = 400;
const TRIES = 3;

type Headers = Readonly<Record<string, string>>;
type Sent = readonly [method: string, path: string, headers: Headers, body?: Buffer | undefined];

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

describe('a hostile request', () => {
  let app: TestApp;
  let signedIn: Headers;
  let bytesPath: string;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'loopback, 10.0.0.0/8, 1.1.1.1' });
    const alice = await app.register();
    signedIn = { authorization: `Bearer ${alice.accessToken}` };
    bytesPath = `/api/ai/images/${(await imageOf(app, alice)).filename}`;
  });
  afterAll(() => app.stop());

  const JSON_TYPE = { 'content-type': 'application/json' };
  const BODIES = [...['', '"', '{"email":"', '{"prompt":"', '[1,'].flatMap((beginning) => hostileTexts(beginning)), ...HOSTILE_BODIES].map(({ make }) => Buffer.from(make(LENGTH)).subarray(0, LENGTH));

  it.each(['/api/auth/login', '/api/auth/register', '/api/ai/generate-image', '/api/ai/images/delete', '/api/nothing', '/v1/nothing'])('is answered when its body is hostile: POST %s', async (path) => {
    for (const body of BODIES) await expectAnswer(['POST', path, { ...JSON_TYPE, ...signedIn }, body], describeText(body.toString()));
  });

  it.each<[name: string, method: string, path: () => string, others: Headers, beginnings: string[]]>([
    ['accept', 'POST', () => '/api/ai/generate-image', JSON_TYPE, ['', 'text/event-stream;a="']],
    ['prefer', 'POST', () => '/api/ai/generate-image', JSON_TYPE, ['']],
    ['idempotency-key', 'POST', () => '/api/ai/generate-image', JSON_TYPE, ['']],
    ['content-type', 'POST', () => '/api/auth/login', {}, ['', 'application/json;', 'application/json; charset=', 'application/json; charset="']],
    ['content-encoding', 'POST', () => '/api/auth/login', JSON_TYPE, ['', 'gzip,']],
    ['accept-encoding', 'GET', () => '/api/ai/my-images/index', {}, ['']],
    ['authorization', 'GET', () => '/api/auth/me', {}, ['', 'Bearer ', 'Bearer a.b.']],
    ['cookie', 'GET', () => bytesPath, { authorization: '' }, ['', 'vitrine_media=']],
    ['range', 'GET', () => bytesPath, {}, ['', 'bytes=', 'bytes=0-']],
    ['if-range', 'GET', () => bytesPath, { range: 'bytes=0-0' }, ['', '"']],
    ['if-none-match', 'GET', () => bytesPath, {}, ['', 'W/"']],
    ['range', 'GET', () => '/api/docs/swagger-ui.css', {}, ['', 'bytes=']],
    ['if-none-match', 'GET', () => '/api/docs/swagger-ui.css', {}, ['', 'W/"']],
    ['cache-control', 'GET', () => '/api/docs/swagger-ui.css', { 'if-none-match': 'x' }, ['', 'no-cache']],
    ['if-modified-since', 'GET', () => '/api/docs/swagger-ui.css', {}, ['', 'Mon, 01 ']],
    ['origin', 'POST', () => '/api/auth/refresh', { ...JSON_TYPE, cookie: 'vitrine_refresh=x' }, ['', 'http://']],
    ['sec-fetch-site', 'POST', () => '/api/auth/refresh', { ...JSON_TYPE, cookie: 'vitrine_refresh=x' }, ['']],
    ['content-type', 'POST', () => '/api/auth/refresh', { cookie: 'vitrine_refresh=x' }, ['application/json', 'application/json;']],
    ['x-forwarded-for', 'POST', () => '/api/auth/login', JSON_TYPE, ['', '1.1.1.1, 10.0.0.1, ']],
    ['x-forwarded-host', 'GET', () => '/api/health/ready', {}, ['']],
    ['x-forwarded-proto', 'GET', () => '/api/health/ready', {}, ['']],
    ['user-agent', 'POST', () => '/api/auth/login', JSON_TYPE, ['']],
    ['last-event-id', 'GET', () => '/api/ai/events', {}, ['']],
    ['host', 'GET', () => '/api/auth/me', {}, ['']],
  ])('is answered when header %s of a %s is hostile', async (name, method, path, others, beginnings) => {
    const texts = [...beginnings.flatMap((beginning) => hostileTexts(beginning)), { make: numbered('', (n) => `k${String(n)}=v${String(n)}; `) }, { make: numbered('', (n) => `a/b${String(n)};q=0.1,`) }];
    for (const { make } of texts) {
      const value = ofHeader(make(LENGTH));
      await expectAnswer([method, path(), { ...signedIn, ...others, [name]: value }, method === 'POST' ? Buffer.from('{}') : undefined], describeText(value));
    }
  });

  it.each(['/api/ai/my-images?', '/api/ai/my-images?q=', '/api/ai/my-images?from=', '/api/ai/my-images?cursor=', '/api/ai/my-images?tag=', '/api/ai/my-images/index?since=', '/api/ai/images/', '/api/', '/api/ai/images/archive/', '/', '/library/', 'http://x/', '/%'])(
    'is answered when its address is hostile: %s',
    async (beginning) => {
      for (const { make } of [...hostileTexts(), { make: numbered('', (n) => `n${String(n)}=1&`) }, { make: numbered('', (n) => `q=${String(n)}&`) }]) {
        for (const path of [ofAddress(beginning + make(LENGTH)), beginning + encodeURIComponent(make(LENGTH / 6).toWellFormed()).slice(0, LENGTH)]) await expectAnswer(['GET', path, signedIn], describeText(path));
      }
    },
  );

  /** No failure of ours, in a time that does not depend on what the text says; and the next one is served. */
  async function expectAnswer(sent: Sent, what: string): Promise<void> {
    let cpuMs = Infinity;
    for (let tries = 0; tries < TRIES && cpuMs > CPU_MS_MAX; tries += 1) {
      const start = process.threadCpuUsage();
      const answer = await send(sent);
      const { user, system } = process.threadCpuUsage(start);
      cpuMs = Math.min(cpuMs, (user + system) / 1000);
      expectNoFailure(answer, what);
    }
    expect({ what, slow: cpuMs > CPU_MS_MAX, alive: (await send(['GET', '/api/health/live', {}])).status }).toEqual({ what, slow: false, alive: 200 });
  }

  function send([method, path, headers, body]: Sent): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      const request = sendRequest({ method, path, host: hostname, port, headers: { connection: 'close', ...headers, ...(body && { 'content-length': body.length }) } }, (response) => {
        const chunks: Buffer[] = [];
        const answer = { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '' };
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => { resolve({ ...answer, text: Buffer.concat(chunks).toString() }); });
        response.on('error', reject);
        if (!answer.type.startsWith('text/event-stream')) return;
        resolve({ ...answer, text: '' }); // A stream does not end on its own.
        request.destroy();
      });
      request.on('error', reject);
      request.end(body);
    });
  }
});

function expectNoFailure({ status, type, text }: Answer, what: string): void {
  expect({ what, status, failed: status >= 500 }).toEqual({ what, status, failed: false });
  if (status >= 400 && text !== '') expect({ what, type, status: (JSON.parse(text) as Problem).status }).toEqual({ what, type: 'application/problem+json; charset=utf-8', status });
}

/** What a client may put into a header. */
function ofHeader(text: string): string {
  return text.replace(/[^\t\x20-\x7e\xa0-\xff]/g, '\xe4').slice(0, LENGTH);
}

/** What a client may put into the first line of a request. */
function ofAddress(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '+').slice(0, LENGTH);
}

function describeText(text: string): string {
  return `${JSON.stringify(text.slice(0, 60))}…`;
}
