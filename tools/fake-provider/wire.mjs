import { randomUUID } from 'node:crypto';

/** @typedef {import('node:http').ServerResponse} Reply */

/** `[slow:300] a cat [url]` → slow 300, url 0. @param {string} text */
export function wordsOf(text) {
  const found = [...text.matchAll(/\[([a-z0-9-]+)(?::(\d+))?\]/g)];
  return new Map(found.map(([, word, number]) => /** @type {[string, number]} */ ([word ?? '', Number(number ?? 0)])));
}

/** @param {Record<string, string>} [more] */
function headersWith(more = {}) {
  return { 'x-request-id': `req_${randomUUID().replaceAll('-', '')}`, 'openai-version': '2020-10-01', ...more };
}

/** @param {Reply} response @param {import('./refusals.mjs').Answer} answer */
export function answerWith(response, { status, headers, body, html }) {
  const type = html ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(status, headersWith({ 'content-type': type, ...headers }));
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** @param {Reply} response @param {string | null} type @param {Record<string, string>} [more] */
export function open(response, type, more) {
  response.writeHead(200, headersWith({ ...(type === null ? {} : { 'content-type': type }), ...more }));
}

/**
 * Faults of the line itself, tried before anything is said.
 * @type {Record<string, (response: Reply, places: import('./answers.mjs').Places, prompt: string) => unknown>}
 */
export const LINE_FAULTS = {
  hang: () => undefined,
  reset: (response) => response.socket?.resetAndDestroy(),
  redirect: (response, places) => response.writeHead(307, headersWith({ location: `${places.foreign}/v1/images/generations` })).end(),
  'bad-json': (response, _places, prompt) => {
    open(response, 'application/json');
    response.end(`{"created": 1, ${prompt}, "data": [`);
  },
  'empty-body': (response) => {
    open(response, 'application/json');
    response.end();
  },
  endless,
};

const A_MEGABYTE = 'A'.repeat(1024 * 1024);

/** An image that never ends, as fast as it is read. @param {Reply} response */
function endless(response) {
  open(response, 'application/json');
  response.write('{"created":1,"data":[{"b64_json":"');
  const more = () => {
    while (!response.destroyed && response.write(A_MEGABYTE));
  };
  response.on('drain', more);
  more();
}

/** Says how long the body is, sends half, and drops the line. @param {Reply} response @param {string} text */
export function cutInTheMiddle(response, text) {
  open(response, 'application/json', { 'content-length': String(Buffer.byteLength(text)) });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => setTimeout(() => response.socket?.destroy(), 20));
}

/** @param {Reply} response @param {{ event: string, data: object }} message */
export function sendEvent(response, { event, data }) {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
