/** @typedef {import('./answers.mjs').Places} Places */
/** @typedef {{ created: number, data?: Record<string, unknown>[] }} Answer */

/** One image as other services write it. @type {Record<string, (base64: string, keep: () => string) => object>} */
const ITEMS = {
  'data-uri': (base64) => ({ b64_json: `data:image/png;base64,${base64}` }),
  'data-uri-url': (base64) => ({ url: `data:image/PNG;charset=utf-8;base64,${encodeURIComponent(base64)}` }),
  'wrapped-b64': (base64) => ({ b64_json: `${base64.replace(/.{76}/g, '$&\r\n')}\r\n` }),
  b64url: (base64) => ({ b64_json: base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') }),
  'empty-b64-and-url': (_base64, keep) => ({ b64_json: '', url: keep() }),
};

/** Answers under a type that is missing or not theirs. @type {Record<string, string | null>} */
const TYPES = { 'text-plain': 'text/plain', 'octet-stream': 'application/octet-stream', 'no-type': null, 'upper-type': 'Application/JSON; Charset=UTF-8', 'json-as-events': 'text/event-stream' };

/** Bodies that are not the answer's JSON alone. @type {Record<string, (answer: Answer) => string | Buffer>} */
const BODIES = {
  bom: (answer) => `\ufeff${JSON.stringify(answer)}`,
  'leading-space': (answer) => `${'\n'.repeat(500)}${JSON.stringify(answer)}`,
  'images-key': ({ data, ...rest }) => JSON.stringify({ ...rest, images: data }),
  'list-alone': ({ data }) => JSON.stringify(data),
  'texts-alone': ({ data = [] }) => JSON.stringify({ data: data.map((item) => item.b64_json) }),
  'raw-image': ({ data = [] }) => Buffer.from(String(data[0]?.b64_json), 'base64'),
  'one-event': (answer) => `data: ${JSON.stringify(answer)}\n\ndata: [DONE]\n\n`,
  'event-each': ({ data = [] }) => data.map((item) => `event: image_generation.completed\r\ndata: ${JSON.stringify({ type: 'image_generation.completed', ...item })}\r\n\r\n`).join(''),
  'progress-events': (answer) => `data: {"type":"progress","data":{"percent":50}}\n\ndata: {"status":"drawing","images":[]}\n\ndata: ${JSON.stringify(answer)}\n\n`,
  'no-blank-end': (answer) => `: ping\n\ndata: ${JSON.stringify(answer)}`,
};

/** @param {Map<string, number>} words @param {Record<string, unknown>} item @param {() => string} keep */
export function dressItem(words, item, keep) {
  const word = Object.keys(ITEMS).find((name) => words.has(name));
  const dress = word === undefined ? undefined : ITEMS[word];
  return dress ? { ...item, b64_json: undefined, ...dress(String(item.b64_json), keep) } : item;
}

/** The answer is whole in another form, also when a stream was asked for. @param {Map<string, number>} words */
export function isDressed(words) {
  return [...Object.keys(TYPES), ...Object.keys(BODIES)].some((word) => words.has(word));
}

/** @param {Map<string, number>} words @param {Answer} answer @returns {{ type: string | null, body: string | Buffer }} */
export function dressAnswer(words, answer) {
  const [type, body] = [TYPES, BODIES].map((table) => Object.keys(table).find((name) => words.has(name)));
  const made = BODIES[body ?? ''];
  return { type: type === undefined ? 'application/json' : (TYPES[type] ?? null), body: made ? made(answer) : JSON.stringify(answer) };
}

/**
 * A word such as `[refuses-stream]` makes the service one that does not know that parameter.
 * @param {Map<string, number>} words @param {Record<string, unknown>} body
 */
export function unknownParameter(words, body) {
  const refused = [...words.keys()].filter((word) => word.startsWith('refuses-')).map((word) => word.slice('refuses-'.length).replaceAll('-', '_'));
  return refused.find((name) => body[name] !== undefined) ?? null;
}
