import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { openAiGenerator } from '../testing/openai-generator';
import { failureOf, requestFor } from './image-generator.contract';
import type { GenerationNotice, GenerationOptions, GenerationRequest } from './image-generator';
import { proveImage } from './prove-image';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

const WATCHED = { onPartial: () => undefined };
const UNWATCHED = {};
const generator = (settings: Record<string, string> = {}) => openAiGenerator({ OPENAI_BASE_URL: provider.url, ...settings });
const sent = () => provider.requests.map(({ body: { model: _model, prompt: _prompt, ...rest } }) => rest);

async function make(request: GenerationRequest, options: GenerationOptions = {}, by = generator()): Promise<number> {
  const { images } = await by.generate(request, options);
  return (await Promise.all(images.map(({ bytes }) => proveImage(bytes)))).length;
}

describe('an image in another form', () => {
  const FORMS = [
    'data-uri', 'data-uri-url', 'wrapped-b64', 'b64url', 'text-plain', 'octet-stream', 'no-type', 'upper-type', 'json-as-events', 'bom', 'leading-space', 'images-key', 'list-alone', 'texts-alone', 'raw-image', 'one-event',
    'event-each', 'no-blank-end', 'progress-events', 'empty-b64-and-url', 'no-stream', 'sse-bad-json',
  ];

  it.each(FORMS)('is read from [%s], after one request, watched or not', async (form) => {
    expect(await make(requestFor(`a fox [${form}]`), WATCHED)).toBe(1);
    expect(await make(requestFor(`a fox [${form}]`), UNWATCHED)).toBe(1);
    expect(provider.count('/images/generations')).toBe(2);
  });

  it.each(['mixed', 'event-each', 'one-event', 'texts-alone'])('is read from [%s] when it is one of three', async (form) => {
    expect(await make(requestFor(`foxes [${form}]`, { count: 3 }))).toBe(3);
  });

  it('is kept when another of the same answer is refused, which is logged', async () => {
    const notices: GenerationNotice[] = [];
    expect(await make(requestFor('foxes [foreign-url-of-second]', { count: 2 }), { onNotice: (notice) => notices.push(notice) })).toBe(1);
    expect(notices).toEqual([{ event: 'provider.image-lost', detail: expect.stringContaining('OPENAI_IMAGE_ORIGINS') }]);
  });

  it('is invalid when its base64 is none', async () => {
    expect((await failureOf(make(requestFor('a fox [wrong-b64]')))).kind).toBe('invalid-image');
  });
});

describe('what is asked for', () => {
  it('is nothing that the person did not choose', async () => {
    await make(requestFor('a fox'));
    await make(requestFor('a fox'), WATCHED, generator({ OPENAI_STREAM: 'false' }));
    await make(requestFor('a fox'), {}, generator({ OPENAI_IMAGE_MODEL: 'flux.1-dev' }));
    expect(sent()).toEqual([{ safety_identifier: 'a-user' }, { safety_identifier: 'a-user' }, {}]);
  });

  it('is bytes where the operator says so', async () => {
    await make(requestFor('a fox [takes-response-format]'), {}, generator({ OPENAI_RESPONSE_FORMAT: 'b64_json' }));
    expect(sent()).toEqual([{ safety_identifier: 'a-user', response_format: 'b64_json' }]);
  });

  it.each(['', '[in-words]'])('is asked again without each parameter that the service does not take, and never with it again %s', async (words) => {
    const notices: GenerationNotice[] = [];
    const by = generator();
    provider.setDefault(`[refuses-stream] [refuses-safety-identifier] [refuses-quality] ${words}`);

    expect(await make(requestFor('a fox', { quality: 'high', size: '1536x1024' }), { ...WATCHED, onNotice: (notice) => notices.push(notice) }, by)).toBe(1);
    expect(await make(requestFor('a fox', { quality: 'high', size: '1536x1024' }), WATCHED, by)).toBe(1);

    expect(sent().at(-2)).toEqual({ size: '1536x1024' });
    expect(provider.count('/images/generations')).toBe(5);
    expect(notices).toEqual(['stream', 'safety_identifier', 'quality'].map((parameter) => ({ event: 'provider.parameter-dropped', parameter })));
  });

  it.each([
    ['a value that the person chose', '[bad-size]', { size: '1536x1024' as const }],
    ['a parameter that was not sent', '[fastapi]', {}],
    ['the model', '[refuses-model]', {}],
  ])('is not asked again when the service rejects %s', async (_, words, fields) => {
    expect((await failureOf(make(requestFor(`a fox ${words}`, fields)))).kind).toBe('rejected');
    expect(provider.count('/images/generations')).toBe(1);
  });

  it('is not asked again after an error under which something may have been made', async () => {
    provider.setDefault('[500]');
    await failureOf(make(requestFor('a fox'), WATCHED));
    expect(provider.count('/images/generations')).toBe(1);
  });
});

describe('the reason of a rejection', () => {
  it.each([
    ['[bad-size]', "Invalid value for 'size': must be divisible by 16."],
    ['[fastapi]', 'size: unsupported'],
    ['[refuses-model]', "Unknown parameter: 'model'."],
    ['[bad-request]', null],
  ])('of %s is %s', async (words, sentence) => {
    const failure = await failureOf(make(requestFor(`a fox ${words}`)));
    expect(failure.sentence).toBe(sentence);
  });

  it('logs the status, the code and the parameter, and not the sentence', async () => {
    const { message } = await failureOf(make(requestFor('a fox [bad-size]', { size: '1536x1024' })));
    expect(message).toBe('rejected: the provider answered with an error: 400 invalid_value invalid_request_error (parameter size)');
  });

  it('names what rules a prompt broke, also as Azure lists them', async () => {
    const { reason } = await failureOf(make(requestFor('a fox [azure-filter]')));
    expect(reason).toEqual({ kind: 'refused', categories: ['violence'] });
  });
});
