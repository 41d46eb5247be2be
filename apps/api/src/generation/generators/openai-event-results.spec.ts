import { describe, expect, it } from '@jest/globals';
import { generate, imagesFrom, preview, result, useProvider } from '../testing/provider-answers';
import { failureOf } from './image-generator.contract';

/** By its data, or with its name. */
type Event = Readonly<Record<string, unknown>> | readonly [name: string, data: unknown];

useProvider();

const written = (event: Event) => {
  if (!(event instanceof Array)) return `data: ${JSON.stringify(event)}\n\n`;
  const [name, data] = event;
  return `event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
};

const streamOf = (events: readonly Event[]) => events.map(written).join('');

const RESULTS: readonly [name: string, event: () => Event][] = [
  ['a place of its own', () => ({ type: 'image.generated', result })],
  ['a known place', () => ({ type: 'image_generation.completed', b64_json: result })],
  ['a list', () => ({ data: [{ b64_json: result }] })],
];

const PREVIEWS: readonly [name: string, event: () => Event][] = [
  ['a preview in a known place', () => ({ type: 'image.preview', b64_json: preview })],
  ['a preview in a list', () => ({ type: 'preview', data: [{ b64_json: preview }] })],
  ['a preview in a place of its own', () => ({ type: 'preview', image: preview })],
  ['a preview by the name of the event', () => ['preview', { b64_json: preview }]],
  ['a partial image by the name of the event', () => ['image_generation.partial_image', { b64_json: preview, partial_image_index: 0 }]],
  ['a preview that is base64', () => ['preview', preview]],
  ['a preview by its kind', () => ({ kind: 'preview', image: preview })],
  ['a thumbnail', () => ({ type: 'thumbnail', image: preview })],
  ['a thumbnail in a known place', () => ({ type: 'thumbnail', b64_json: preview })],
  ['a thumbnail in an item', () => ({ item: { type: 'thumbnail', result: preview } })],
  ['a logo', () => ({ type: 'logo', data: { image: preview } })],
  ['progress', () => ({ type: 'image.in_progress', url: `data:image/png;base64,${preview}` })],
  ['a partial image by its key', () => ({ type: 'update', partial_image: preview })],
];

describe.each(RESULTS)('a result in %s', (_, resultEvent) => {
  it.each(PREVIEWS)('is taken before and after %s', async (_preview, previewEvent) => {
    expect(await imagesFrom(streamOf([previewEvent(), resultEvent()]))).toEqual([result]);
    expect(await imagesFrom(streamOf([resultEvent(), previewEvent()]))).toEqual([result]);
  });
});

describe('a result that is not in a stream', () => {
  it.each<[string, () => unknown]>([
    ['a list', () => ({ data: [{ type: 'thumbnail', b64_json: preview }, { b64_json: result }] })],
    ['an output', () => ({ output: [{ type: 'preview', image: preview }, { type: 'image', image: result }] })],
    ['an object', () => ({ output: { partial_image: preview, image: result } })],
  ])('is taken, and not the preview beside it in %s', async (_, body) => {
    expect(await imagesFrom(body())).toEqual([result]);
  });
});

const FAILURES: readonly [name: string, event: Event, kind: string][] = [
  ['a status', { status: 'failed', message: 'no' }, 'failed'],
  ['a status and a reason', { status: 'failed', finish_reason: 'content_filter' }, 'refused'],
  ['a finish reason', { finishReason: 'IMAGE_SAFETY' }, 'failed'],
  ['a status within', { type: 'response.failed', response: { status: 'failed', error: { code: 'moderation_blocked', message: 'no' } } }, 'refused'],
  ['its type', { type: 'generation.failed', message: 'no' }, 'failed'],
  ['its type and a code', { type: 'generation.failed', code: 'rate_limit_exceeded' }, 'rate-limited'],
  ['its type in another case', { type: 'GenerationFailed', message: 'blocked by our safety system' }, 'refused'],
  ['its name', ['generation.failed', { message: 'no' }], 'failed'],
  ['success', { success: false }, 'failed'],
  ['an error', { type: 'error', error: { code: 'moderation_blocked' } }, 'refused'],
];

describe.each(FAILURES)('a failure by %s', (_, failureEvent, kind) => {
  it('is the failure of the generation, also after an image', async () => {
    for (const events of [[failureEvent], [{ type: 'image.generated', result }, failureEvent], [{ type: 'image.preview', b64_json: preview }, failureEvent]]) {
      expect((await failureOf(generate(streamOf(events)))).kind).toBe(kind);
    }
  });

  it('takes no image away that is finished', async () => {
    expect(await imagesFrom(streamOf([{ type: 'image_generation.completed', b64_json: result }, failureEvent]), 2)).toEqual([result]);
  });

  it('may be that of one image when several were asked for', async () => {
    expect(await imagesFrom(streamOf([{ type: 'image.generated', result }, failureEvent]), 2)).toEqual([result]);
  });
});

describe('what does not mean a failure', () => {
  it.each<[string, Event]>([
    ['a failed try before the image', { status: 'failed', attempt: 1 }],
    ['a status that says the opposite', { status: 'not_filtered', success: true, error: null }],
  ])('is %s', async (_, event) => {
    expect(await imagesFrom(streamOf([event, { type: 'image.generated', result }]))).toEqual([result]);
  });

  it.each<[string, Event]>([
    ['a status that says the opposite', { status: 'unfiltered', error: null }],
    ['a stage', { status: 'moderating' }],
    ['a finish reason', { finish_reason: 'stop' }],
    ['a status of something else', { type: 'completed', tools: [{ name: 'search', status: 'failed' }] }],
  ])('is %s, after the image', async (_, event) => {
    expect(await imagesFrom(streamOf([{ type: 'image.generated', result }, event]))).toEqual([result]);
  });
});

describe('a stream of previews alone', () => {
  it('ends in the last one when it is in a place of finished images', async () => {
    expect(await imagesFrom(streamOf([{ type: 'progress', b64_json: preview }, { type: 'progress', b64_json: result }]))).toEqual([result]);
  });

  it.each<[string, () => Event]>([
    ['partial images', () => ({ type: 'image_generation.partial_image', b64_json: preview, partial_image_index: 0 })],
    ['previews', () => ({ type: 'preview', image: preview })],
  ])('has failed when it has %s', async (_, event) => {
    expect((await failureOf(generate(streamOf([event()])))).kind).toBe('failed');
  });
});
