import type { Request, Response } from 'express';
import { rangeNotSatisfiable } from '../problems/catalogue';
import { type ByteRange, byteRangeOf } from './byte-range';
import { attachmentNamed } from './content-disposition';
import { hasEtag } from './etag';
import { sendPieces } from './send-pieces';

/** Bytes that never change, and how to read them. */
export interface Sendable {
  /** Strong, without its quotes. */
  readonly etag: string;
  readonly mimeType: string;
  readonly bytes: number;
  /** Name to save as; shown in place when null. */
  readonly attachment: string | null;
  readonly read: () => Promise<Uint8Array>;
  /** Passes a part on in pieces, each of which may be used only until `write` has settled. */
  readonly copy: (range: ByteRange, write: (piece: Uint8Array) => Promise<void>) => Promise<void>;
  /** What is sent in its place when it turns out to be unreadable before any of it was sent. */
  readonly substitute?: () => Sendable;
}

/** A whole file up to this size is read at once and ended once. What is larger is copied through buffers that are used again, so that no request leaves as many bytes behind as it sent. */
const WHOLE_BYTES_MAX = 16 * 1024;

/** Answers with the bytes, a part of them, or 304, and opens no file before it must. */
export async function sendBytes(request: Request, response: Response, file: Sendable): Promise<void> {
  try {
    await sendFile(request, response, file);
  } catch (error) {
    if (!file.substitute || response.headersSent) throw error;
    response.status(200).removeHeader('Content-Range');
    await sendFile(request, response, file.substitute());
  }
}

async function sendFile(request: Request, response: Response, file: Sendable): Promise<void> {
  describe(response, file);
  if (hasEtag(request.headers['if-none-match'], file.etag)) {
    response.status(304).end();
    return;
  }
  const range = rangeOf(request, response, file);
  const length = range ? range.end - range.start + 1 : file.bytes;
  if (range) response.status(206).setHeader('Content-Range', `bytes ${String(range.start)}-${String(range.end)}/${String(file.bytes)}`);
  response.setHeader('Content-Length', length);
  if (request.method === 'HEAD' || response.destroyed) response.end();
  else await sendContent(response, file, range);
}

async function sendContent(response: Response, file: Sendable, range: ByteRange | null): Promise<void> {
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  if (range || file.bytes > WHOLE_BYTES_MAX) await sendPieces(response, (write) => file.copy({ start, end }, write), end - start + 1);
  else response.end(await file.read());
}

function describe(response: Response, file: Sendable): void {
  response.setHeader('Content-Type', file.mimeType);
  response.setHeader('ETag', `"${file.etag}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Authorization, Cookie');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  if (file.attachment !== null) response.setHeader('Content-Disposition', attachmentNamed(file.attachment));
}

/** The part that is asked for, or null for the whole. Only GET has parts (RFC 9110, 14.2), and under `If-Range` only while nothing changed. */
export function rangeOf(request: Request, response: Response, file: Pick<Sendable, 'etag' | 'bytes'>): ByteRange | null {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== `"${file.etag}"`)) return null;
  const range = byteRangeOf(request.headers.range, file.bytes);
  if (range !== 'unsatisfiable') return range;
  response.setHeader('Content-Range', `bytes */${String(file.bytes)}`);
  throw rangeNotSatisfiable();
}
