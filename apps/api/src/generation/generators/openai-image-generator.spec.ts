import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { inspect } from 'node:util';
import type { GenerationFailure } from './generation-failure';
import { describeImageGenerator, failureOf, requestFor } from './image-generator.contract';
import type { GenerationOptions, GenerationRequest, PartialImage } from './image-generator';
import { OpenAiImageGenerator } from './openai-image-generator';
import { type ProvenImage, proveImage } from './prove-image';
import { readConfig } from '../../config/config';
import { openAiGenerator } from '../testing/openai-generator';

const KEY = 'sk-live-0123456789abcdef';
const MODEL = 'gpt-image-2.5-flare';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ apiKey: KEY });
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

type Settings = Readonly<Record<string, string>>;
const generatorWith = (more: Settings = {}, timeoutMs?: number) => openAiGenerator({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.url, ...more }, timeoutMs);

/** Generates and proves, as the job does. */
async function make(request: GenerationRequest, options?: GenerationOptions, more?: Settings, timeoutMs?: number): Promise<ProvenImage[]> {
  const { images } = await generatorWith(more, timeoutMs).generate(request, options);
  return Promise.all(images.map(({ bytes }) => proveImage(bytes)));
}
const failing = (words: string, options?: GenerationOptions, more?: Settings, timeoutMs?: number): Promise<GenerationFailure> =>
  failureOf(make(requestFor(`a lighthouse ${words}`), options, more, timeoutMs));
const watching = { onPartial: () => undefined };

describeImageGenerator('OpenAI', async () => {
  const own = await startFakeProvider();
  return { generator: openAiGenerator({ OPENAI_BASE_URL: own.url }), close: own.close };
});

describe('what goes wrong, each in its own words', () => {
  it.each([
    ['[moderation]', 'refused', true],
    ['[content-filter]', 'refused', true],
    ['[rate-limit]', 'rate-limited', true],
    ['[insufficient-quota]', 'unavailable', true],
    ['[billing-limit]', 'unavailable', true],
    ['[401]', 'unavailable', true],
    ['[403]', 'unavailable', true],
    ['[404]', 'unavailable', true],
    ['[model-not-found]', 'unavailable', true],
    ['[redirect]', 'unavailable', true],
    ['[bad-request]', 'rejected', true],
    ['[bad-size]', 'rejected', true],
    ['[fastapi]', 'rejected', true],
    ['[type-filter]', 'refused', true],
    ['[filter-403]', 'refused', true],
    ['[azure-filter]', 'refused', true],
    ['[error-200]', 'refused', true],
    ['[error-200-limit]', 'rate-limited', true],
    ['[error-200-text]', 'failed', false],
    ['[500]', 'failed', false],
    ['[503]', 'failed', false],
    ['[502-html]', 'failed', false],
    ['[200-html]', 'failed', false],
    ['[bad-json]', 'failed', false],
    ['[empty-body]', 'failed', false],
    ['[cut]', 'failed', false],
    ['[reset]', 'failed', false],
    ['[endless]', 'failed', false],
    ['[empty-data]', 'failed', false],
    ['[no-data]', 'failed', false],
    ['[wrong-b64]', 'invalid-image', false],
    ['[empty-b64]', 'failed', false],
    ['[foreign-url]', 'failed', false],
    ['[url-redirect]', 'failed', false],
    ['[svg]', 'invalid-image', false],
    ['[html-bytes]', 'invalid-image', false],
    ['[random-bytes]', 'invalid-image', false],
    ['[truncated-image]', 'invalid-image', false],
    ['[huge]', 'invalid-image', false],
    ['[heavy]', 'invalid-image', false],
  ] as const)('%s ends as %s, its outcome known: %s, after one request', async (words, kind, outcomeKnown) => {
    const failure = await failing(words);
    expect({ kind: failure.kind, outcomeKnown: failure.outcomeKnown }).toEqual({ kind, outcomeKnown });
    expect(provider.count('/images/generations')).toBe(1);
    expect(provider.count((request) => request.foreign)).toBe(0);
  });

  it.each([
    ['[sse-error]', 'failed', false],
    ['[sse-moderation]', 'refused', true],
    ['[sse-rate-limit]', 'rate-limited', true],
    ['[sse-no-completed]', 'failed', false],
    ['[moderation]', 'refused', true],
    ['[cut]', 'failed', false],
    ['[200-html]', 'failed', false],
    ['[empty-data]', 'failed', false],
    ['[wrong-b64]', 'invalid-image', false],
    ['[svg]', 'invalid-image', false],
  ] as const)('streaming, %s ends as %s, its outcome known: %s, after one request', async (words, kind, outcomeKnown) => {
    const failure = await failing(words, watching);
    expect({ kind: failure.kind, outcomeKnown: failure.outcomeKnown }).toEqual({ kind, outcomeKnown });
    expect(provider.count()).toBe(1);
  });

  it('tells the categories of a refusal and the name of the request', async () => {
    const { reason, requestId } = await failing('[moderation]');
    expect(reason).toMatchObject({ kind: 'refused', categories: ['violence', 'self-harm'] });
    expect(requestId).toMatch(/^req_/);
  });

  it.each([
    ['[rate-limit]', 7, 7],
    ['[rate-limit-date]', 85, 90],
    ['[rate-limit-bare]', 20, 20],
  ])('tells how long to wait after %s', async (words, least, most) => {
    const { reason } = await failing(words);
    const seconds = reason.kind === 'rate-limited' ? reason.retryAfterSeconds : 0;
    expect(seconds).toBeGreaterThanOrEqual(least);
    expect(seconds).toBeLessThanOrEqual(most);
  });

  it('names a retired model to the operator', async () => {
    const failure = await failing('', {}, { OPENAI_IMAGE_MODEL: 'dall-e-3' });
    expect(failure).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining('dall-e-3 off on 2026-05-12') });
  });

  it('knows that nothing was made when nobody listens', async () => {
    const gone = await startFakeProvider();
    await gone.close();
    const failure = await failing('', {}, { OPENAI_BASE_URL: gone.url });
    expect(failure).toMatchObject({ kind: 'unavailable', outcomeKnown: true, detail: expect.stringContaining('ECONNREFUSED') });
  });

  it.each(['[401]', '[moderation]', '[500]', '[bad-request]', '[cut]', '[reset]', '[200-html]', '[svg]'])('lets neither key nor prompt out in what it tells of %s', async (words) => {
    const shown = inspect(await failing(`${words} [echo]`), { depth: 10, showHidden: true });
    expect(shown).not.toContain(KEY);
    expect(shown).not.toContain('a lighthouse');
  });
});

describe('deadline and cancelling', () => {
  it.each([['[hang]', {}], ['[slow:5000]', {}], ['[sse-hang]', watching]])('ends %s at its own deadline and hangs up', async (words, options) => {
    // Long enough for the request to arrive on a busy machine.
    expect(await failing(words, options, {}, 1500)).toMatchObject({ kind: 'timeout', outcomeKnown: false });
    await provider.ended();
    expect(provider.requests.map(({ finished }) => finished)).toEqual([false]);
  });

  it.each([['waiting', {}], ['streaming', watching]])('hangs up when the caller leaves while %s', async (_how, options) => {
    provider.hold();
    const caller = new AbortController();
    const generation = failing('', { ...options, signal: caller.signal });
    await provider.arrived();
    caller.abort();
    expect(await generation).toMatchObject({ kind: 'cancelled', outcomeKnown: false });
    await provider.ended();
    expect(provider.requests.map(({ finished }) => finished)).toEqual([false]);
  });

  it('hangs up when the caller leaves after a partial image', async () => {
    const caller = new AbortController();
    const options = { signal: caller.signal, onPartial: () => { caller.abort(); } };
    expect((await failing('[sse-no-completed]', options)).kind).toBe('cancelled');
  });

  it('keeps an image whose line dropped after it was whole', async () => {
    expect(await make(requestFor('a lighthouse [after-answer-reset]'))).toHaveLength(1);
  });

  it('makes no second request over a line that dropped before', async () => {
    await failing('[reset]');
    await make(requestFor('a lighthouse'));
    expect(provider.count('/images/generations')).toBe(2);
  });
});

describe('what is sent', () => {
  const sent = () => provider.requests[0]?.body;

  it('asks a known model for everything by name, and never for response_format or style', async () => {
    await make(requestFor('Create an image of a fox', { size: '1536x1024', quality: 'low', background: 'transparent', format: 'webp', count: 2, safetyIdentifier: 'hashed' }));
    expect(sent()).toEqual({ model: MODEL, prompt: 'a fox', n: 2, size: '1536x1024', quality: 'low', background: 'transparent', output_format: 'webp', safety_identifier: 'hashed' });
  });

  it('asks an unknown model for the least', async () => {
    await make(requestFor('a fox', { quality: 'high', size: '1024x1536' }), watching, { OPENAI_IMAGE_MODEL: 'flux.1-dev' });
    expect(sent()).toEqual({ model: 'flux.1-dev', prompt: 'a fox', size: '1024x1536' });
  });

  it('asks for partial images when somebody watches, and for none when several images are made', async () => {
    await make(requestFor('a fox'), watching);
    await make(requestFor('a fox', { count: 2 }), watching);
    expect(provider.requests.map(({ body }) => [body['stream'], body['partial_images']])).toEqual([[true, 2], [undefined, undefined]]);
  });

  it('sends the key, or a placeholder to a server that wants none', async () => {
    await make(requestFor('a fox'));
    const open = await startFakeProvider();
    await make(requestFor('a fox'), {}, { OPENAI_API_KEY: '', OPENAI_BASE_URL: open.url });
    expect([provider, open].map(({ requests }) => requests[0]?.headers.authorization)).toEqual([`Bearer ${KEY}`, 'Bearer no-key']);
    await open.close();
  });

  it('is not made without a key or an address', () => {
    const { openai, proxy } = readConfig({ OPENAI_API_KEY: KEY });
    expect(() => openai && new OpenAiImageGenerator({ ...openai, apiKey: null, baseUrl: null, proxy, timeoutMs: 1 })).toThrow('needs a key or a base URL');
  });
});

describe('what comes back', () => {
  it('keeps usage, the request and the revised prompt', async () => {
    const made = await generatorWith().generate(requestFor('a fox'));
    expect(made).toMatchObject({
      provider: 'openai-compatible',
      model: MODEL,
      requestId: expect.stringMatching(/^req_/),
      usage: { inputTokens: 2, outputTokens: 1056, totalTokens: 1058 },
      images: [{ revisedPrompt: 'a fox, carefully painted' }],
    });
  });

  it.each(['[no-usage]', '[no-output-details]', '[no-revised]'])('does without what is left out by %s', async (words) => {
    expect(await make(requestFor(`a fox ${words}`))).toHaveLength(1);
    expect(await make(requestFor(`a fox ${words}`), watching)).toHaveLength(1);
  });

  it('keeps those that came when fewer came', async () => {
    expect(await make(requestFor('three foxes [two-of-three]', { count: 3 }))).toHaveLength(2);
  });

  it('follows an address on its own origin, with the key', async () => {
    const images = await make(requestFor('a fox [url]'));
    expect(images.map(({ mimeType, width }) => [mimeType, width])).toEqual([['image/png', 1024]]);
    expect(provider.requests[1]).toMatchObject({ method: 'GET', headers: { authorization: `Bearer ${KEY}` } });
  });

  it('keeps a picture of another type than asked under its true type', async () => {
    expect((await make(requestFor('a fox [jpeg]'))).map(({ mimeType }) => mimeType)).toEqual(['image/jpeg']);
  });

  it.each([['', 2], ['[few-partials]', 1], ['[bad-partials]', 0], ['[no-stream]', 0]])('shows the partial images that come %s', async (words, count) => {
    const shown: PartialImage[] = [];
    expect(await make(requestFor(`a fox ${words}`), { onPartial: (partial) => shown.push(partial) })).toHaveLength(1);
    expect(shown.map(({ index, of }) => [index, of])).toEqual([[0, 2], [1, 2]].slice(0, count));
  });
});
