import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Response } from 'express';
import { noteBody } from './unsent-bodies';

const compress = promisify(gzip);
/** Smaller bodies fit into one packet or two as they are. */
const COMPRESSED_MIN = 2000;
/** Quick; more saves little of JSON. */
const LEVEL = 4;
/** The threads that compress also read files and hash passwords; while so many are busy, bodies are sent as they are. */
const AT_ONCE = 2;
/** What is answered here holds secrets, beside text that a caller chose (BREACH). */
const WITH_SECRETS = /^\/api\/(auth|ai\/images\/archive-tickets)(\/|$)/;

let compressing = 0;

/** Answers with a value as JSON, compressed off the main thread when it is worth it and the client takes it. The status is already set. */
export function sendJson(response: Response, value: unknown): Promise<void> {
  return sendJsonBytes(response, Buffer.from(JSON.stringify(value)));
}

/** As `sendJson`, for a value that is JSON already. */
export async function sendJsonBytes(response: Response, json: Buffer): Promise<void> {
  noteBody(response, json.byteLength);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.vary('Accept-Encoding');
  const coded = isCompressed(response, json) ? await compressed(json) : json;
  if (response.destroyed) return;
  if (coded !== json) response.setHeader('Content-Encoding', 'gzip');
  noteBody(response, coded.byteLength);
  response.setHeader('Content-Length', coded.byteLength).end(coded);
}

function isCompressed({ req: request }: Response, json: Buffer): boolean {
  if (json.byteLength < COMPRESSED_MIN || compressing >= AT_ONCE || WITH_SECRETS.test(request.originalUrl.split('?', 1)[0] ?? '')) return false;
  return request.acceptsEncodings('gzip', 'identity') === 'gzip';
}

async function compressed(json: Buffer): Promise<Buffer> {
  compressing += 1;
  try {
    return await compress(json, { level: LEVEL });
  } finally {
    compressing -= 1;
  }
}
