import { dressItem } from './dress.mjs';
import { addressOf, echoingAddress, echoOf } from './echo.mjs';
import { bomb, draw, withContentCredentials } from './pictures.mjs';
import { STREAM_ERRORS } from './refusals.mjs';

/** @typedef {import('./pictures.mjs').Format} Format */
/** @typedef {{ prompt: string, count: number, width: number, height: number, format: Format, transparent: boolean, partials: number, words: Map<string, number>, kind: 'generation' | 'edit', body: Record<string, unknown> }} Asked */
/** @typedef {{ home: string, foreign: string, keep: (bytes: Buffer, redirectTo?: string) => string }} Places */

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><html><body><script>alert(1)</script></body></html>';
const OVER_32_MB = 33 * 1024 * 1024;

/** Bytes that are no picture, or a dangerous one, by word. @type {Record<string, (bytes: Buffer, asked: Asked) => Buffer | Promise<Buffer>>} */
const BYTES = {
  svg: () => Buffer.from(SVG),
  'html-bytes': () => Buffer.from(HTML),
  'random-bytes': (_bytes, asked) => Buffer.from(`${asked.prompt} is not a picture at all, whatever it says`),
  'truncated-image': (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)),
  huge: () => bomb(),
  heavy: (bytes) => Buffer.concat([bytes, Buffer.alloc(OVER_32_MB)]),
  jpeg: (_bytes, asked) => draw({ ...asked, ...pictureOf(asked, 0), format: 'jpeg', transparent: false }),
  c2pa: (bytes, asked) => withContentCredentials(bytes, asked.format),
};

/** @param {Asked} asked @param {number} index */
function pictureOf({ prompt, width, height, format, transparent }, index) {
  return { prompt: index === 0 ? prompt : `${prompt} #${index}`, width, height, format, transparent };
}

/** @param {Asked} asked @param {number} index */
async function bytesOf(asked, index) {
  const bytes = await draw(pictureOf(asked, index));
  if (index === 1 && asked.words.has('one-of-many-bad')) return Buffer.from('the second is no picture');
  const word = Object.keys(BYTES).find((name) => asked.words.has(name));
  const twist = word === undefined ? undefined : BYTES[word];
  return twist ? twist(bytes, asked) : bytes;
}

/** @param {Asked} asked */
export function usageOf(asked) {
  const text = Math.ceil(asked.prompt.length / 4);
  const output = 1056 * asked.count;
  return {
    input_tokens: text,
    input_tokens_details: { text_tokens: text, image_tokens: 0 },
    output_tokens: output,
    total_tokens: text + output,
    ...(asked.words.has('no-output-details') ? {} : { output_tokens_details: { image_tokens: output, text_tokens: 0 } }),
  };
}

/** @param {Asked} asked @param {number} index @param {Places} places */
async function itemOf(asked, index, places) {
  const bytes = await bytesOf(asked, index);
  const { words } = asked;
  const echoed = (/** @type {string} */ address) => (words.has('echo') ? echoingAddress(address, asked.prompt) : address);
  if (words.has('url')) return { url: places.keep(bytes) };
  if (words.has('foreign-url') || (index === 1 && words.has('foreign-url-of-second'))) return { url: echoed(places.foreign + new URL(places.keep(bytes)).pathname) };
  if (words.has('foreign-host')) return { url: addressOf(asked.prompt) };
  if (words.has('url-redirect')) return { url: places.keep(bytes, words.has('echo') ? `${echoed(places.foreign)}#` : places.foreign) };
  if (words.has('url-gone')) return { url: echoed(places.keep(bytes)) };
  if (words.has('wrong-b64')) return { b64_json: '%%% this is not base64 %%%' };
  if (words.has('empty-b64')) return { b64_json: '' };
  const revised = words.has('no-revised') ? {} : { revised_prompt: `${asked.prompt}, carefully painted` };
  if (words.has('mixed') && index % 2 === 1) return { url: places.keep(bytes), ...revised };
  return dressItem(words, { b64_json: bytes.toString('base64'), ...revised }, () => places.keep(bytes));
}

/** @param {Asked} asked @param {Places} places */
export async function imagesAnswer(asked, places) {
  const { words } = asked;
  const count = words.has('empty-data') ? 0 : words.has('two-of-three') ? Math.max(1, asked.count - 1) : asked.count;
  const data = await Promise.all(Array.from({ length: count }, (_, index) => itemOf(asked, index, places)));
  return {
    created: Math.floor(Date.now() / 1000),
    ...(words.has('no-data') ? {} : { data }),
    ...described(asked),
    ...(words.has('no-usage') ? {} : { usage: usageOf(asked) }),
  };
}

/** @param {Asked} asked */
function described(asked) {
  return {
    background: asked.transparent ? 'transparent' : 'opaque',
    output_format: asked.format,
    quality: asked.body.quality === undefined || asked.body.quality === 'auto' ? 'medium' : asked.body.quality,
    size: `${asked.width}x${asked.height}`,
  };
}

/**
 * The events of a streamed answer, in order; a misbehaving stream simply ends early or says `error`.
 * @param {Asked} asked @param {Places} places
 * @returns {AsyncGenerator<{ event: string, data: object }>}
 */
export async function* streamed(asked, places) {
  const common = { created_at: Math.floor(Date.now() / 1000), ...described(asked) };
  const { words } = asked;
  const sent = words.has('few-partials') ? Math.max(0, asked.partials - 1) : asked.partials;
  for (let index = 0; index < sent; index += 1) {
    const shown = words.has('bad-partials') ? Buffer.from(SVG) : await draw({ ...pictureOf(asked, 0), prompt: `${asked.prompt} partial ${index}` });
    const event = `image_${asked.kind}.partial_image`;
    yield { event, data: { type: event, b64_json: shown.toString('base64'), partial_image_index: index, ...common } };
  }
  const failure = Object.entries(STREAM_ERRORS).find(([word]) => words.has(word));
  if (failure) yield { event: 'error', data: { type: 'error', error: { ...(words.has('echo') ? echoOf(asked.prompt) : {}), ...failure[1], message: `${failure[1].message} ${words.has('echo') ? echoOf(asked.prompt).message : asked.prompt}` } } };
  if (words.has('sse-echo')) yield { event: 'error', data: { type: 'error', error: echoOf(asked.prompt) } };
  if (failure || words.has('sse-echo') || words.has('sse-no-completed')) return;
  const event = `image_${asked.kind}.completed`;
  const item = words.has('empty-data') ? {} : await finalItemOf(asked, places);
  const usage = words.has('no-usage') ? {} : { usage: usageOf(asked) };
  yield { event, data: { type: event, ...item, ...common, ...usage } };
}

/** @param {Asked} asked @param {Places} places */
async function finalItemOf(asked, places) {
  const bytes = await bytesOf(asked, 0);
  return dressItem(asked.words, { b64_json: asked.words.has('wrong-b64') ? '%%%' : bytes.toString('base64') }, () => places.keep(bytes));
}
