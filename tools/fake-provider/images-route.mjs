import { imagesAnswer, streamed } from './answers.mjs';
import { dressAnswer, isDressed, unknownParameter } from './dress.mjs';
import { echoInHeaders, echoOf } from './echo.mjs';
import { REFUSALS, refusal } from './refusals.mjs';
import { judge, truthy } from './rules.mjs';
import { answerWith, cutInTheMiddle, LINE_FAULTS, open, sendEvent } from './wire.mjs';

/** @typedef {{ response: import('node:http').ServerResponse, key: string, kind: 'generation' | 'edit', words: Map<string, number>, body: Record<string, unknown>, places: import('./answers.mjs').Places }} Exchange */

/** @param {Exchange} exchange */
export async function answerImages({ response, key, kind, words, body, places }) {
  if (words.has('echo')) echoInHeaders(response, String(body.prompt), words.get('echo') ?? 0);
  const fault = wordIn(words, LINE_FAULTS);
  if (fault) return fault(response, places, String(body.prompt));
  const model = String(body.model ?? '');
  const unknown = unknownParameter(words, body);
  const refused = unknown === null ? (wordIn(words, REFUSALS)?.({ key, model }) ?? judge(body, words)) : refusal(400, `Unknown parameter: '${unknown}'.`, 'invalid_request_error', 'unknown_parameter', {}, words.has('in-words') ? null : unknown);
  if (refused) return answerWith(response, words.has('echo') ? echoing(refused, String(body.prompt)) : refused);
  const asked = askedOf(kind, words, body);
  if (truthy(body.stream) && !words.has('no-stream') && !isDressed(words)) return stream(response, asked, places);
  const { type, body: text } = dressAnswer(words, await imagesAnswer(asked, places));
  if (words.has('cut')) return cutInTheMiddle(response, String(text));
  open(response, type, { 'content-length': String(Buffer.byteLength(text)) });
  if (words.has('late-body')) await flushAndWait(response, words.get('late-body') ?? 0);
  return response.end(text, () => {
    if (words.has('after-answer-reset')) response.socket?.destroy();
  });
}

/** What a gateway does that sends its headers early. @param {import('node:http').ServerResponse} response @param {number} ms */
async function flushAndWait(response, ms) {
  response.flushHeaders();
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** @param {import('./refusals.mjs').Answer} answer @param {string} prompt @returns {import('./refusals.mjs').Answer} */
function echoing({ status, headers, body, html }, prompt) {
  const echo = echoOf(prompt);
  return { status, headers: headers ?? {}, body: echoed(body, echo), html: html ?? false };
}

/** A page, an error, or a list of faults. @param {unknown} body @param {{ message: string }} error */
function echoed(body, error) {
  if (typeof body === 'string') return `${body} ${error.message}`;
  const { detail } = /** @type {{ detail?: object[] }} */ (body);
  return detail ? { detail: detail.map((fault) => ({ ...fault, msg: error.message })) } : { error: { ...error, ...known(body) } };
}

/** The codes that say what kind of error it is. @param {unknown} body */
function known(body) {
  const { error } = /** @type {{ error: Record<string, unknown> }} */ (body);
  if (error.code === null || error.code === undefined) return {};
  return Number.isNaN(Number(error.code)) ? { code: error.code } : { code: error.code, type: error.type };
}

/** @param {import('node:http').ServerResponse} response @param {import('./answers.mjs').Asked} asked @param {import('./answers.mjs').Places} places */
async function stream(response, asked, places) {
  open(response, 'text/event-stream; charset=utf-8');
  for await (const message of streamed(asked, places)) {
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
