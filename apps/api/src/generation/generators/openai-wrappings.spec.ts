import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import sharp from 'sharp';
import { openAiGenerator } from '../testing/openai-generator';
import { requestFor } from './image-generator.contract';
import { proveImage } from './prove-image';

/** A GIF of one pixel. */
const OTHER_IMAGE = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

let provider: FakeProvider;
let b64: string;
beforeAll(async () => {
  provider = await startFakeProvider();
  b64 = (await sharp({ create: { width: 64, height: 64, channels: 3, background: '#123' } }).png().toBuffer()).toString('base64');
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

async function makeFrom(body: (image: string) => unknown, headers: Record<string, string> = {}) {
  provider.answerWith(() => ({ status: 200, headers, body: body(b64) }));
  const { images } = await openAiGenerator({ OPENAI_BASE_URL: provider.url }).generate(requestFor('a fox'));
  await Promise.all(images.map(({ bytes }) => proveImage(bytes)));
  return images;
}

function escapedBytes(b64: string): string {
  return [...Buffer.from(b64, 'base64')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

describe('an image', () => {
  it.each<[string, (image: string) => unknown]>([
    ['a data URL with spaces and a line break', (image) => ({ data: [{ b64_json: `data:image/png; charset=utf-8; base64,\n${image}` }] })],
    ['a data URL with spaces around its marks', (image) => ({ data: [{ url: `data:image/png ; base64 ,${image}` }] })],
    ['a data URL without its scheme', (image) => ({ data: [{ b64_json: `image/png;base64,${image}` }] })],
    ['quotes', (image) => ({ data: [{ b64_json: `"${image}"` }] })],
    ['an item with an empty error', (image) => ({ data: [{ b64_json: image, error: {} }] })],
    ['an item whose error is false', (image) => ({ data: [{ b64_json: image, error: false }] })],
    ['the second of two lists', (image) => ({ data: [], images: [{ b64_json: image }] })],
    ['the second item, where the first is unreadable', (image) => ({ data: [{ b64_json: '%%%' }, { b64_json: image }] })],
    ['a text', (image) => image],
    ['a data URL alone', (image) => `data:image/png;base64,${image}`],
    ['a JSON text', (image) => JSON.stringify(image)],
    ['an object alone', (image) => ({ b64_json: image })],
    ['an object for its address', (image) => ({ data: [{ image_url: { url: `data:image/png;base64,${image}` } }] })],
    ['an address by another name', (image) => ({ data: [{ image_url: `data:image/png;base64,${image}` }] })],
    ...['b64', 'base64', 'image', 'output'].map((name): [string, (image: string) => unknown] => [`the field ${name}`, (image) => ({ data: [{ [name]: image }] })]),
    ['a data URL that is percent-encoded', (image) => ({ data: [{ url: `data:image/png,${escapedBytes(image)}` }] })],
    ['a text of Python bytes', (image) => ({ data: [{ b64_json: `b'${image}'` }] })],
    ['a list in output', (image) => ({ output: [`data:image/png;base64,${image}`] })],
    ['an object in output', (image) => ({ output: { results: [{ url: `data:image/png;base64,${image}` }] } })],
    ['artifacts', (image) => ({ artifacts: [{ base64: image, finishReason: 'SUCCESS' }] })],
    ['predictions', (image) => ({ predictions: [{ bytesBase64Encoded: image, mimeType: 'image/png' }] })],
    ['result', (image) => ({ result: { image }, success: true, errors: [] })],
    ['a list of lists', (image) => ({ data: [[{ b64_json: image }]] })],
    ['an object in data', (image) => ({ data: { images: [{ url: `data:image/png;base64,${image}` }] } })],
    ['an object in an item', (image) => ({ data: [{ image: { b64_json: image } }] })],
    ['the message of a chat', (image) => ({ choices: [{ message: { images: [{ image_url: { url: `data:image/png;base64,${image}` } }] } }] })],
    ...['image', 'result', 'output'].map((name): [string, (image: string) => unknown] => [`the field ${name} of an event`, (image) => `data: ${JSON.stringify({ type: 'image_generation.completed', [name]: image })}\n\n`]),
    ['the item of an event', (image) => `data: ${JSON.stringify({ type: 'response.output_item.done', item: { result: image } })}\n\ndata: [DONE]\n\n`],
    ['an event that is base64', (image) => `data: ${image}\n\n`],
  ])('is read from %s', async (_, body) => {
    expect(await makeFrom(body)).toHaveLength(1);
  });

  it.each<[string, (image: string) => unknown]>([
    ['a thumbnail', (image) => ({ thumbnail: OTHER_IMAGE, artifact: { base64: image } })],
    ['a logo', (image) => ({ logo: OTHER_IMAGE, brand: 'data:image/svg+xml,<svg/>', output: [image] })],
    ['the image that was sent', (image) => ({ input: { image: OTHER_IMAGE }, output: { image } })],
  ])('is distinguished from %s beside it', async (_, body) => {
    const [image] = await makeFrom(body);
    expect(Buffer.from(image?.bytes ?? []).toString('base64')).toBe(b64);
  });

  it.each<[string, (image: string) => unknown]>([
    ['a status of failed', (image) => ({ status: 'failed', init: image, image_url: { image } })],
    ['a finish reason', (image) => ({ data: [{ b64_json: null, finish_reason: 'content_filter' }], image_url: { image } })],
    ['a refusal', (image) => ({ choices: [{ message: { refusal: 'I cannot', images: [{ image }] } }] })],
    ['the image alone that was sent', (image) => ({ success: false, input: { image } })],
  ])('is not found beside %s', async (_, body) => {
    await expect(makeFrom(body)).rejects.toThrow();
  });

  it('is read from an answer with 40 KB of headers', async () => {
    expect(await makeFrom((image) => ({ data: [{ b64_json: image }] }), { 'x-long': 'x'.repeat(40_000) })).toHaveLength(1);
  });

  it('keeps the lines of its revised prompt, without control characters and turned directions', async () => {
    const [image] = await makeFrom((b64_json) => ({ data: [{ b64_json, revised_prompt: 'a\u0000\u001b[31m \u202efox\u2066,\n\tred' }] }));
    expect(image?.revisedPrompt).toBe('a[31m fox,\n\tred');
  });
});
