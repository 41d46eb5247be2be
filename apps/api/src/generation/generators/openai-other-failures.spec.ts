import { describe, expect, it } from '@jest/globals';
import { generate, imagesFrom, preview, result, useProvider } from '../testing/provider-answers';
import { failureOf } from './image-generator.contract';

type Fields = Readonly<Record<string, unknown>>;

useProvider();

const streamOf = (...events: readonly unknown[]) => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const named = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Beside an image, in the same answer or event. */
const BESIDE: readonly [name: string, fields: Fields][] = [
  ['a check that could not be made', { safety: { status: 'failed_open' } }],
  ['a check that says the opposite', { moderation: { status: 'not_filtered' } }],
  ['a check of the prompt', { moderation: { state: 'moderated' } }],
  ['a status that says the opposite', { status: 'unblocked' }],
  ['another status', { metadata: { status: 'error' } }],
  ['an error whose code is 0', { error: { code: 0, message: 'success' } }],
  ['an error that is 0', { error: 0 }],
  ['an error that is none', { error: 'none', errors: 'null' }],
];

describe.each(BESIDE)('%s', (_, fields) => {
  it('takes no image away', async () => {
    expect(await imagesFrom({ output: { image: result }, ...fields })).toEqual([result]);
    expect(await imagesFrom(streamOf({ type: 'image.generated', result, ...fields }))).toEqual([result]);
    expect(await imagesFrom(streamOf({ type: 'image.generated', result }, fields))).toEqual([result]);
  });
});

/** After an image, in an event of its own. */
const LATER: readonly [name: string, event: Fields][] = [
  ['a thumbnail', { type: 'thumbnail.failed' }],
  ['a preview', { type: 'preview', error: { message: 'no' } }],
  ['a call to somewhere else', { type: 'webhook.failed' }],
  ['a check', { type: 'safety_check', state: 'failed' }],
  ['a line of a log', { type: 'log', data: { type: 'error', message: 'no' } }],
  ['another try', { type: 'attempt', attempt: 2, status: 'cancelled' }],
];

describe.each(LATER)('the failure of %s', (_, event) => {
  it('takes no image away', async () => {
    expect(await imagesFrom(streamOf({ type: 'image.generated', result }, event))).toEqual([result]);
  });

  it('is the reason where there is no image', async () => {
    expect((await failureOf(generate(streamOf(event)))).kind).toBe('failed');
  });
});

describe('of several items', () => {
  it.each<[string, () => unknown, number]>([
    ['one of the images', () => ({ output: [{ status: 'failed', image: null }, { status: 'completed', image: result }] }), 2],
    ['another tool', () => ({ status: 'completed', output: [{ type: 'web_search_call', status: 'failed' }, { type: 'image_generation_call', status: 'completed', result }] }), 1],
    ['one of the candidates', () => ({ candidates: [{ content: { parts: [{ inlineData: { data: result } }] }, finishReason: 'STOP' }, { finishReason: 'IMAGE_SAFETY' }] }), 2],
  ])('%s may fail', async (_, body, count) => {
    expect(await imagesFrom(body(), count)).toEqual([result]);
    expect(await imagesFrom(streamOf(body()), count)).toEqual([result]);
  });

  it('none is an image when all have failed', async () => {
    for (const body of [{ candidates: [{ finishReason: 'IMAGE_SAFETY' }], echo: { image: result } }, { output: [{ status: 'RunFailed', image: result }] }]) {
      expect((await failureOf(generate(body))).kind).toBe('failed');
      expect((await failureOf(generate(streamOf(body)))).kind).toBe('failed');
    }
  });
});

describe('a clear failure after an image', () => {
  it.each(['RunFailed', 'image_generation_call.failed', 'image-error', 'request_cancelled', 'content_blocked'])('is %s', async (type) => {
    expect((await failureOf(generate(streamOf({ type: 'image.generated', result }, { type })))).kind).toBe('failed');
  });
});

describe('progress', () => {
  it.each<[string, (image: string | undefined) => Fields]>([
    ['a place of its own', (image) => ({ output: { image } })],
    ['a known place', (image) => ({ b64_json: image })],
  ])('ends in the result when it says so: %s', async (_, fields) => {
    const [before, after] = [{ status: 'processing', ...fields(preview) }, { status: 'completed', ...fields(result) }];

    expect(await imagesFrom(named('progress', before) + named('progress', after))).toEqual([result]);
    expect(await imagesFrom(streamOf({ type: 'progress', ...after }, { type: 'preview', image: preview }))).toEqual([result]);
  });
});
