import { imagesAnswer, streamed } from './answers.mjs';
import { REFUSALS } from './refusals.mjs';
import { judge, truthy } from './rules.mjs';
import { answerWith, cutInTheMiddle, LINE_FAULTS, open, sendEvent } from './wire.mjs';

/** @typedef {{ response: import('node:http').ServerResponse, key: string, kind: 'generation' | 'edit', words: Map<string, number>, body: Record<string, unknown>, places: import('./answers.mjs').Places }} Exchange */

/** @param {Exchange} exchange */
export async function answerImages({ response, key, kind, words, body, places }) {
  const fault = wordIn(words, LINE_FAULTS);
  if (fault) return fault(response, places);
  const model = String(body.model ?? '');
  const refused = wordIn(words, REFUSALS)?.({ key, model }) ?? judge(body);
  if (refused) return answerWith(response, refused);
  const asked = askedOf(kind, words, body);
  if (truthy(body.stream) && !words.has('no-stream')) return stream(response, asked);
  const text = JSON.stringify(await imagesAnswer(asked, places));
  if (words.has('cut')) return cutInTheMiddle(response, text);
  open(response, 'application/json', { 'content-length': String(Buffer.byteLength(text)) });
  return response.end(text, () => {
    if (words.has('after-answer-reset')) response.socket?.destroy();
  });
}

/** @param {import('node:http').ServerResponse} response @param {import('./answers.mjs').Asked} asked */
async function stream(response, asked) {
  open(response, 'text/event-stream; charset=utf-8');
  for await (const message of streamed(asked)) {
    if (response.destroyed) return;
    if (asked.words.has('cut')) {
      response.write(`event: ${message.event}\ndata: {"type"`, () => setTimeout(() => response.socket?.destroy(), 20));
      return;
    }
    if (asked.words.has('sse-hang') && message.event.endsWith('.completed')) return;
    if (asked.words.has('sse-bad-json')) response.write('data: {"type": "image_gen\n\n');
    sendEvent(response, message);
  }
  response.end();
}

/** @param {'generation' | 'edit'} kind @param {Map<string, number>} words @param {Record<string, unknown>} body @returns {import('./answers.mjs').Asked} */
function askedOf(kind, words, body) {
  const [width = 1024, height = 1024] = /^\d+x\d+$/.test(String(body.size)) ? String(body.size).split('x').map(Number) : [];
  const format = body.output_format === 'jpeg' || body.output_format === 'webp' ? body.output_format : 'png';
  return {
    kind,
    words,
    body,
    width,
    height,
    format,
    prompt: String(body.prompt),
    count: Number(body.n ?? 1),
    partials: Number(body.partial_images ?? 0),
    transparent: body.background === 'transparent',
  };
}

/** @template T @param {Map<string, number>} words @param {Record<string, T>} table @returns {T | undefined} */
function wordIn(words, table) {
  const word = [...words.keys()].find((name) => Object.hasOwn(table, name));
  return word === undefined ? undefined : table[word];
}
