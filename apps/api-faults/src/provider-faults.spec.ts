import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import type { Image } from '@vitrine/contracts';
import { freePort } from '@vitrine/test-server';
import { Counts } from './support/counts';
import { query } from './support/rows';
import { WHOLE } from './support/run';
import { Scene } from './support/scene';

type Outcome = 'ok' | 'refused' | 'failed' | 'timed-out';
type Row = readonly [word: string, status: number, problem: string, outcome: Outcome];

const REFUSED: readonly Row[] = ['moderation', 'content-filter', 'sse-moderation', 'type-filter', 'filter-403', 'azure-filter', 'error-200'].map((word) => [word, 422, 'prompt-refused', 'refused']);
const TOO_MUCH: readonly Row[] = ['rate-limit', 'rate-limit-date', 'rate-limit-bare', 'sse-rate-limit', 'error-200-limit'].map((word) => [word, 429, 'too-many-requests', 'failed']);
const OPERATORS: readonly Row[] = ['401', '403', '404', 'model-not-found', 'billing-limit', 'insufficient-quota', 'redirect'].map((word) => [word, 503, 'generator-unavailable', 'failed']);
const REJECTED: readonly Row[] = ['bad-request', 'bad-size', 'fastapi', 'refuses-model'].map((word) => [word, 422, 'generator-rejected', 'failed']);
const INVALID: readonly Row[] = ['wrong-b64', 'svg', 'html-bytes', 'random-bytes', 'truncated-image', 'huge'].map((word) => [word, 502, 'generator-invalid-image', 'failed']);
const NO_IMAGE: readonly Row[] = [
  '500', '503', '502-html', '200-html', 'reset', 'bad-json', 'empty-body', 'cut', 'empty-data', 'sse-error', 'sse-echo', 'sse-no-completed', 'error-200-text',
].map((word) => [word, 502, 'generator-failed', 'failed']);
/** Not by a stream, where these words mean nothing. */
const UNSTREAMED: readonly Row[] = ['no-data', 'empty-b64', 'foreign-url', 'foreign-host', 'url-redirect', 'url-gone'].map((word) => [`no-stream] [${word}`, 502, 'generator-failed', 'failed']);
const LATE: readonly Row[] = ['hang', 'sse-hang'].map((word) => [word, 504, 'generator-timeout', 'timed-out']);
/** More bytes than any image may have: slow to send, so in the whole set only. */
const TOO_LARGE: readonly Row[] = [['heavy', 502, 'generator-invalid-image', 'failed'], ['endless', 502, 'generator-failed', 'failed']];
const ODD_BUT_GOOD = ['few-partials', 'bad-partials', 'no-usage', 'no-output-details', 'jpeg', 'c2pa', 'no-stream', 'no-stream] [url', 'no-stream] [no-revised', 'after-answer-reset', 'sse-bad-json', 'data-uri', 'wrapped-b64', 'no-type', 'one-event', 'no-stream] [data-uri-url'];

/** In every prompt of this file, so that the log can be searched for them: one in ASCII, one beyond it. */
const CANARY = `canary${randomBytes(6).toString('hex')}`;
const FOREIGN_CANARY = `канарейка${[...randomBytes(6)].map((byte) => String.fromCodePoint(0x430 + (byte % 32))).join('')}`;
/** At the start of a prompt, which is what names are made of. */
const REPEATED = `${FOREIGN_CANARY} ${CANARY}`;

/** Pieces that any repetition of a text holds, in whatever form the fake provider repeats it. */
function tracesOf(text: string): string[] {
  const encoded = (['utf8', 'utf16le'] as const).flatMap((encoding) => [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text, encoding)]);
    // The characters at both ends hold bits of what stands beside it.
    return [bytes.toString('base64').replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -2).replace(/\W/g, ''), Buffer.from(text, encoding).toString('hex')];
  }));
  const escaped = [(code: number) => `\\u${code.toString(16).padStart(4, '0')}`, (code: number) => `&#${String(code)};`].map((escape) => Array.from(text, (sign) => escape(sign.charCodeAt(0))).join(''));
  return [text, encodeURIComponent(text), Buffer.from(text).toString('hex').replace(/../g, '%$&'), new URL(`http://${text}.example`).hostname, ...encoded, ...escaped];
}

const PATIENT = { LOG_LEVEL: 'trace', GENERATION_TIMEOUT_SECONDS: '60', GENERATION_LEASE_SECONDS: '30' };

describe('a provider that misbehaves', () => {
  const counts = new Counts('the provider misbehaves');
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set({ settings: PATIENT });
  });
  afterAll(() => scene.clear());
  afterEach(async () => {
    expect(await scene.violations()).toEqual([]);
  });

  const ask = (prompt: string, key: string) => scene.owner.post('/api/ai/generate-image', { prompt }, { 'idempotency-key': key });
  const calls = () => scene.provider.count('/images/generations');
  const ledgerOf = (prompt: string) =>
    query<{ outcome: string }>(scene.server, 'select outcome from generation_attempts a join generations g on g.id = a.generation_id where g.prompt = ?', prompt).map((row) => row.outcome);

  /** Asked twice under one key, which is one request. */
  async function expectRefusal(word: string, status: number, problem: string, outcome: Outcome): Promise<void> {
    const prompt = `${REPEATED} ${scene.prompt()} [${word}] [echo${calls() % 4 === 0 ? '' : `:${String(calls() % 4)}`}]`;
    const [before, images] = [calls(), (await scene.owner.library()).length];

    const key = createHash('sha256').update(prompt).digest('hex');
    const answers = [await ask(prompt, key), await ask(prompt, key)];

    expect(answers.map((answer) => [answer.status, answer.problem])).toEqual([[status, problem], [status, problem]]);
    expect([calls() - before, ledgerOf(prompt), (await scene.owner.library()).length]).toEqual([1, [outcome], images]);
    if (status === 429) expect(Number(answers[0]?.headers['retry-after'])).toBeGreaterThan(0);
    counts.add(problem);
  }

  it.each([...REFUSED, ...TOO_MUCH, ...OPERATORS, ...REJECTED, ...INVALID, ...NO_IMAGE, ...UNSTREAMED, ...(WHOLE ? TOO_LARGE : [])])('[%s] is answered %s %s, with nothing saved, after one call', expectRefusal);

  it.each(ODD_BUT_GOOD)('[%s] is an image all the same, after one call', async (word) => {
    const prompt = `${REPEATED} ${scene.prompt()} [${word}] [echo]`;
    const before = calls();

    const image = await scene.owner.makes(prompt);

    scene.holdings.has(image);
    expect([calls() - before, ledgerOf(prompt)]).toEqual([1, ['ok']]);
    counts.add('odd but good');
  });

  it('one bad image of four loses none of the other three, after one call', async () => {
    const prompt = `${REPEATED} ${scene.prompt()} [one-of-many-bad] [echo]`;
    const before = calls();

    const answer = await scene.owner.post('/api/ai/generate-image', { prompt, count: 4 });

    const { status, images } = answer.json<{ status: string; images: Image[] }>();
    expect([answer.status, status, images.length, calls() - before, ledgerOf(prompt)]).toEqual([201, 'succeeded', 3, 1, ['ok']]);
    for (const image of images) scene.holdings.has(image);
    counts.add('odd but good');
  });

  it('silence is answered 504 generator-timeout, with nothing saved, after one call', async () => {
    await scene.server.stop();
    await scene.server.run({ GENERATION_TIMEOUT_SECONDS: '2' });
    for (const [word, status, problem, outcome] of LATE) await expectRefusal(word, status, problem, outcome);
  });

  it('nobody there is 503 generator-unavailable, and the next request finds it again', async () => {
    await scene.server.stop();
    await scene.server.run({ OPENAI_BASE_URL: `http://127.0.0.1:${String(await freePort())}/v1` });
    const away = await ask(scene.prompt(), 'away');
    await scene.server.stop();
    await scene.server.run();
    await scene.image();

    expect([away.status, away.problem]).toEqual([503, 'generator-unavailable']);
    counts.add('generator-unavailable');
  });

  it.each([0, 1, 2, 3])('leaves no prompt in the whole log, whatever a provider repeats of it: form %i', async (form) => {
    for (const word of ['500', 'sse-echo', 'no-stream] [foreign-host', 'no-stream] [url-gone', 'refuses-size', 'no-stream] [foreign-url-of-second', 'one-of-many-bad']) {
      const count = word.endsWith('-of-second') || word.startsWith('one-of-many') ? 2 : 1;
      const answer = await scene.owner.post('/api/ai/generate-image', { prompt: `${form === 0 ? CANARY : REPEATED} [${word}] [echo:${String(form)}]`, size: '1024x1024', count });
      for (const image of answer.json<{ images?: Image[] }>().images ?? []) scene.holdings.has(image);
    }
    const output = scene.server.output.toLowerCase();

    expect(output).toContain('generation.failed');
    expect(output).toContain('provider.image-lost');
    for (const trace of [CANARY, FOREIGN_CANARY].flatMap((canary) => [...tracesOf(canary), ...tracesOf(canary.slice(0, 14))])) expect(output).not.toContain(trace.toLowerCase());
    counts.add('generator-failed');
  });
});
