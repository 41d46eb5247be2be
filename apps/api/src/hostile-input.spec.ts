import { createSecretKey } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { parse as parseQuery } from 'node:querystring';
import { describe, expect, it } from '@jest/globals';
import * as contracts from '@vitrine/contracts';
import { sketch } from '@vitrine/sketch';
import express, { type Request } from 'express';
import * as z from 'zod';
import { networkOf } from './auth/address';
import { bearerOf } from './auth/bearer';
import { canonicalEmail } from './auth/email';
import { KnownDevices } from './auth/known-devices';
import { refuseWeakPassword } from './auth/password-rules';
import type { Secrets } from './config/secrets';
import { titleOf } from './conversations/conversation-title';
import { hasContentCredentials } from './generation/generators/content-credentials';
import { decodeBase64 } from './generation/generators/openai-base64';
import { EventReader } from './generation/generators/openai-body';
import { readError } from './generation/generators/openai-error';
import { reasonOf } from './generation/generators/openai-reason';
import { rejectedParameter } from './generation/generators/openai-rejected-parameter';
import { retryAfterSeconds } from './generation/generators/openai-retry-after';
import { safeDetail } from './generation/generators/safe-detail';
import { safeToken } from './generation/generators/safe-token';
import { answerFormOf } from './http/answer-form';
import { byteRangeOf } from './http/byte-range';
import { readCookie } from './http/cookies';
import { readCursor } from './http/cursor';
import { hasEtag } from './http/etag';
import { pathOf } from './http/logger';
import { refuseAmbiguousJson } from './http/strict-json';
import { idempotencyKeyOf } from './idempotency/idempotency-key.decorator';
import { archiveNames } from './images/archive/archive-names';
import { ImageSearchRepository } from './images/search/image-search.repository';
import { wordsOfName, wordsOfSidecar } from './maintenance/adopt/adopted-prompt';
import { Entry } from './maintenance/backup/backup-format';
import { ProblemException } from './problems/problem.exception';
import { GROWTH_MAX, growthOf } from './testing/growth';
import { HOSTILE_BODIES, type HostileText, hostileTexts, numbered, PROSE } from './testing/hostile-texts';

/** A quarter of what a request's headers or its JSON may hold. */
const QUARTER = 16_000;
const SERVER = express();
SERVER.set('trust proxy', ['loopback', '10.0.0.0/8', '1.1.1.1']);

type Reader = readonly [what: string, read: (text: string) => unknown, ...beginnings: string[]];

const BODIES: readonly Reader[] = [
  ['JSON, before it is parsed', refuseAmbiguousJson, '', '"', '{"', '{"a":"', '{"a":', '[1,', '{"a":[{"b":'],
];

const devices = new KnownDevices({ sessionKeys: [{ kid: 'session-1', key: createSecretKey(Buffer.alloc(32)) }] } as unknown as Secrets);

const HEADERS: readonly Reader[] = [
  ['Accept', (accept) => answerFormOf(requestWith({ accept }))],
  ['Accept-Encoding', (text) => requestWith({ 'accept-encoding': text }).acceptsEncodings('gzip')],
  ['Authorization', (authorization) => bearerOf({ authorization }), '', 'Bearer ', 'Bearer a'],
  ['Content-Type', (type) => requestWith({ 'content-type': type, 'content-length': '1' }).is(['application/json']), '', 'application/json;', 'application/json; a="'],
  ['Cookie', (cookie) => readCookie(cookie, 'vitrine_refresh'), '', 'vitrine_refresh='],
  ['the cookie of a device', (cookie) => devices.find(cookie, { email: 'ada@example.com', password_hash: 'hash' }), '', '.'.repeat(5), 'a'.repeat(59)],
  ['Idempotency-Key', idempotencyKeyOf],
  ['If-None-Match', (header) => hasEtag(header, 'abc'), '', 'W/"'],
  ['Origin', (origin) => URL.canParse(origin), '', 'http://'],
  ['Prefer', (prefer) => answerFormOf(requestWith({ prefer })), '', 'respond-async'],
  ['Range', (range) => byteRangeOf(range, 10), '', 'bytes=', 'bytes=0-'],
  ['X-Forwarded-For', (text) => requestWith({ 'x-forwarded-for': text }).ip],
  ['the address of a client', networkOf, '', '::ffff:1.1.1.'],
];

const ADDRESSES: readonly Reader[] = [
  ['a path for the log', pathOf, '/', '/api/ai/images/archive/', 'http://', '/%'],
  ['a query', parseQuery, '', 'q=', '__proto__='],
  ['a cursor', readCursor],
  ['a text that is folded', contracts.foldText],
  ['a search', (q) => new ImageSearchRepository().condition('owner', q)],
  ...schemas().map(([name, schema]): Reader => [`the schema of ${name}`, (text) => { for (const value of valuesOf(schema, text)) schema.safeParse(value); }]),
];

const NAMES: readonly Reader[] = [
  ['an e-mail address', canonicalEmail, '', 'a@'],
  ['a password', (password) => { refuseWeakPassword('/password', password, 'someone@example.com'); }],
  ['a file in an archive', (prompt) => archiveNames([{ prompt, title: null, created_at: 0, mime_type: 'image/png' }]), '', 'create an image of '],
  ['a conversation', titleOf, '', 'create an image of '],
  ['a file that is adopted', wordsOfName, '', 'a.'],
  ['the text beside a file that is adopted', (text) => [wordsOfSidecar(text, 'txt'), wordsOfSidecar(`{"prompt":${JSON.stringify(text)}}`, 'json')]],
  ['a file of a backup', (path) => Entry.safeParse({ path, bytes: 1, sha256: path }), '', 'images/user-'],
];

const ANSWERS: readonly Reader[] = [
  ['the message of a refusal', (message) => reasonOf(readError({ message }, 400, undefined)), '', 'by our safety system safety_violations=[', '400 '],
  ['a detail for the log', (text) => safeDetail(text, [`${text.slice(0, text.length / 8)}?${text.slice(0, text.length / 8)}`])],
  ['when to try again', (text) => retryAfterSeconds({ get: () => text } as unknown as Headers), '', '1', 'Mon, 01 '],
  ['the codes of an error', (text) => reasonOf(readError({ code: text, type: text, status: text, param: text, inner_error: { code: text, content_filter_results: { [text]: { filtered: true } } }, detail: [{ loc: ['body', text], msg: text }] }, null, undefined))],
  ['the parameter that is rejected', (message) => rejectedParameter(readError({ message }, 400, undefined), { chosen: ['size', 'n'], added: ['stream'] }), '', 'unknown ', 'does not support ', "'n"],
  ['a name for the log', (text) => [safeToken('a_code', text), safeToken(text, 'a lighthouse'), safeToken(text.slice(0, 100), text)]],
  ['events in one piece', (text) => new EventReader().read(`${text}\n\n`), '', 'data: ', 'data: {}\ndata: ', 'event: '],
  ['events in many pieces', eventsInPieces, '', 'data: ', 'data: {}\r\n'],
  ['the base64 of an image', decodeBase64, '', 'data:', 'data:image/png;base64,', 'data:%'],
  ['the pieces of an image', (text) => contracts.MIME_TYPES.map((type) => hasContentCredentials(Buffer.from(text, 'latin1'), type)), '\u00ff\u00d8\u00ff\u00eb', '\u0089PNG\r\n\u001a\n', 'RIFF0000WEBP'],
];

describe('the time to read what comes from outside grows no faster than its length', () => {
  it.each(BODIES)('%s', (_, read, ...beginnings) => {
    expect(slowTextOf(read, [...textsOf(beginnings), ...HOSTILE_BODIES])).toBeNull();
  });

  it.each(HEADERS)('header %s', (_, read, ...beginnings) => {
    expect(slowTextOf(read, textsOf(beginnings))).toBeNull();
  });

  it.each(ADDRESSES)('%s', (_, read, ...beginnings) => {
    expect(slowTextOf(read, [...textsOf(beginnings), { name: 'many names', make: numbered('', (n) => `n${String(n)}=1&`) }])).toBeNull();
  });

  it.each(NAMES)('the name of %s', (_, read, ...beginnings) => {
    expect(slowTextOf(read, textsOf(beginnings))).toBeNull();
  });

  it.each(ANSWERS)('the answer of the image service: %s', (_, read, ...beginnings) => {
    expect(slowTextOf(read, textsOf(beginnings))).toBeNull();
  });

  it('the prompt of a sketch', () => {
    expect(slowTextOf((prompt) => sketch(prompt, { width: 16, height: 16 }), hostileTexts('', PROSE), 4_000)).toBeNull();
  }, 120_000);
});

describe('the measure itself', () => {
  const text = (length: number) => 'a'.repeat(length);

  it('distinguishes quadratic work from linear work', () => {
    expect(growthOf(text, (input) => countPasses(input, 1_000), 2_000)).toBeLessThan(GROWTH_MAX);
    expect(growthOf(text, (input) => countPasses(input, input.length), 2_000)).toBeGreaterThan(GROWTH_MAX);
  });

  it('is taken of every schema of a request', () => {
    expect(schemas().length).toBeGreaterThan(20);
  });
});

function eventsInPieces(text: string): unknown {
  const reader = new EventReader();
  for (let at = 0; at < text.length; at += 16) reader.read(`${text.slice(at, at + 16)}\ndata: `);
  return reader.read('\n\n');
}

/** Looks at each character so many times. */
function countPasses(text: string, passes: number): number {
  let count = 0;
  for (let pass = 0; pass < passes; pass += 1) for (let at = 0; at < text.length; at += 1) count += text.charCodeAt(at);
  return count;
}

function textsOf(beginnings: readonly string[]): HostileText[] {
  return (beginnings.length > 0 ? beginnings : ['']).flatMap((beginning) => hostileTexts(beginning));
}

/** The first text for which the time grows faster than its length, with its growth; null when there is none. */
function slowTextOf(read: (text: string) => unknown, texts: readonly HostileText[], length = QUARTER): string | null {
  for (const { name, make } of texts) {
    const growth = growthOf(make, (text) => answered(read, text), length);
    if (growth > GROWTH_MAX) return `${name}: ${growth.toFixed(1)}`;
  }
  return null;
}

/** A problem is an answer like any other. */
function answered(read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ProblemException) return error;
    throw error;
  }
}

function requestWith(headers: Record<string, string>): Request {
  const request = Object.setPrototypeOf(new IncomingMessage(new Socket()), SERVER.request) as Request;
  Object.defineProperty(request.socket, 'remoteAddress', { value: '127.0.0.1' });
  return Object.assign(request, { headers });
}

/** Those that read a request: they refuse what they do not know. */
function schemas(): [name: string, schema: z.ZodObject][] {
  return Object.entries<unknown>(contracts).flatMap(([name, schema]): [string, z.ZodObject][] => (schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever ? [[name, schema]] : []));
}

/** The text in each place of a request: as every field, in a list, as many items of a list, and as the name of a field. */
function valuesOf(schema: z.ZodObject, text: string): object[] {
  const items = Array.from({ length: text.length / 4 }, (_, at) => text.slice(at, at + 1));
  return [...Object.keys(schema.shape).flatMap((name) => [{ [name]: text }, { [name]: [text] }, { [name]: items }]), { [text]: 1 }];
}
