import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { fileStore } from './files.mjs';
import { answerImages } from './images-route.mjs';
import { readBody } from './read-body.mjs';
import { refusal } from './refusals.mjs';
import { MODELS } from './rules.mjs';
import { answerWith, wordsOf } from './wire.mjs';

/** @type {Map<string, 'generation' | 'edit'>} */
const KINDS = new Map([
  ['POST /v1/images/generations', 'generation'],
  ['POST /v1/images/edits', 'edit'],
]);

/** Azure's way: the deployment is in the path, the version in the query, the key in a header of its own. */
const DEPLOYMENT = /^\/openai\/deployments\/[\w-]+\/images\/generations$/;
const API_VERSION = '2025-04-01-preview';

/** Makes the gate: closed, every answer waits behind it; opening lets all of them go. */
function makeGate() {
  let waiting = Promise.withResolvers();
  waiting.resolve();
  return {
    close: () => {
      waiting = Promise.withResolvers();
    },
    open: () => waiting.resolve(),
    passed: () => waiting.promise,
  };
}

/** @type {typeof import('./fake-provider.d.mts').startFakeProvider} */
export async function startFakeProvider({ port = 0, latencyMs = 0, apiKey } = {}) {
  const house = makeHouse(apiKey, latencyMs);
  const home = createServer(house.listener(false));
  const foreign = createServer(house.listener(true));
  await Promise.all([listen(home, port), listen(foreign, 0)]);
  house.origins = { home: originOf(home), foreign: originOf(foreign) };
  return {
    url: `${house.origins.home}/v1`,
    azureUrl: `${house.origins.home}/openai/deployments/pictures?api-version=${API_VERSION}`,
    foreignOrigin: house.origins.foreign,
    ...observing(house),
    hold: house.gate.close,
    release: house.gate.open,
    setDefault: (words) => {
      house.words = words;
    },
    answerWith: (answer) => {
      house.answer = answer;
    },
    setLatency: (ms) => {
      house.latencyMs = ms;
    },
    reset: () => {
      house.requests.length = 0;
      Object.assign(house, { latencyMs, words: '', answer: null });
      house.gate.open();
    },
    close: async () => {
      house.gate.open();
      await Promise.all([shut(home), shut(foreign)]);
    },
  };
}

/** @typedef {import('./fake-provider.d.mts').RecordedRequest} RecordedRequest */
/** @typedef {ReturnType<typeof makeHouse>} House */

/** @param {string | undefined} apiKey @param {number} latencyMs */
function makeHouse(apiKey, latencyMs) {
  const house = {
    apiKey,
    latencyMs,
    words: '',
    /** @type {import('./fake-provider.d.mts').MakeAnswer | null} */
    answer: null,
    origins: { home: '', foreign: '' },
    gate: makeGate(),
    files: fileStore(),
    /** @type {RecordedRequest[]} */
    requests: [],
    changes: new EventEmitter().setMaxListeners(0),
    /** @param {boolean} isForeign @returns {import('node:http').RequestListener} */
    listener: (isForeign) => (request, response) => {
      handle(house, request, response, isForeign).catch((error) => response.destroy(error));
    },
  };
  return house;
}

/** @param {House} house @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {boolean} isForeign */
async function handle(house, request, response, isForeign) {
  const record = recordOf(request, response, isForeign);
  response.on('close', () => house.changes.emit('change'));
  house.requests.push(record);
  record.body = await readBody(request);
  house.changes.emit('change');
  await house.gate.passed();
  await route(house, record, response);
}

/** @param {House} house @param {RecordedRequest} record @param {import('node:http').ServerResponse} response */
async function route(house, record, response) {
  const { method, path, headers } = record;
  if (method === 'GET' && house.files.serves(path)) return house.files.serve(path, response);
  if (DEPLOYMENT.test(path)) return routeDeployment(house, record, response);
  const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (key === undefined || (house.apiKey !== undefined && key !== house.apiKey)) {
    return answerWith(response, refusal(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'));
  }
  if (path === '/v1/models') return answerModels(response);
  const kind = KINDS.get(`${method} ${path}`);
  if (!kind) return answerWith(response, refusal(404, `Invalid URL (${method} ${path})`, 'invalid_request_error', null));
  return answerKind(house, record, response, key, kind);
}

/** Refuses a key in `Authorization` and a request without a version, as Azure does. @param {House} house @param {RecordedRequest} record @param {import('node:http').ServerResponse} response */
async function routeDeployment(house, record, response) {
  const { headers, query } = record;
  const key = String(headers['api-key'] ?? '');
  const isKnown = key !== '' && headers.authorization === undefined && (house.apiKey === undefined || key === house.apiKey);
  if (!isKnown) return answerWith(response, { status: 401, body: { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint.' } } });
  if (!/(?:^|&)api-version=[^&]/.test(query)) return answerWith(response, { status: 404, body: { error: { code: '404', message: 'Resource not found' } } });
  return answerKind(house, record, response, key, 'generation');
}

/** @param {House} house @param {RecordedRequest} record @param {import('node:http').ServerResponse} response @param {string} key @param {'generation' | 'edit'} kind */
async function answerKind(house, { body }, response, key, kind) {
  const words = wordsOf(`${house.words} ${String(body.prompt ?? '')}`);
  await pause(words.get('slow') ?? house.latencyMs, response);
  if (response.destroyed) return undefined;
  const answer = house.answer?.(body);
  if (answer) return answerWith(response, answer);
  const { home } = house.origins;
  const places = { ...house.origins, keep: (/** @type {Buffer} */ bytes, /** @type {string=} */ to) => home + house.files.keep(bytes, to) };
  return answerImages({ response, key, kind, words, body, places });
}

/** @param {House} house */
function observing({ requests, changes }) {
  return {
    requests,
    /** @param {string | ((request: RecordedRequest) => boolean)} [which] */
    count: (which = () => true) => requests.filter((record) => (typeof which === 'string' ? record.path.endsWith(which) : which(record))).length,
    arrived: (wanted = 1) => until(changes, () => requests.length >= wanted),
    ended: () => until(changes, () => requests.every((record) => record.closedAt !== null)),
  };
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response @param {boolean} foreign @returns {import('./fake-provider.d.mts').RecordedRequest} */
function recordOf(request, response, foreign) {
  /** @type {import('./fake-provider.d.mts').RecordedRequest} */
  const record = { method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '', query: (request.url ?? '').split('?')[1] ?? '', headers: request.headers, body: {}, at: Date.now(), foreign, finished: false, closedAt: null };
  response.on('close', () => {
    record.finished = response.writableFinished;
    record.closedAt = Date.now();
  });
  return record;
}

/** @param {number} ms @param {import('node:http').ServerResponse} response */
async function pause(ms, response) {
  if (ms <= 0) return;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await wait(ms, undefined, { signal: gone.signal }).catch((error) => {
    if (error.name !== 'AbortError') throw error;
  });
}

/** @param {EventEmitter} changes @param {() => boolean} isSo @returns {Promise<void>} */
async function until(changes, isSo) {
  while (!isSo()) await once(changes, 'change');
}

/** @param {import('node:http').ServerResponse} response */
function answerModels(response) {
  const data = MODELS.map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'fake' }));
  return answerWith(response, { status: 200, body: { object: 'list', data } });
}

/** @param {import('node:http').Server} server @param {number} port @returns {Promise<void>} */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

/** @param {import('node:http').Server} server @returns {Promise<void>} */
function shut(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** @param {import('node:http').Server} server */
function originOf(server) {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}
