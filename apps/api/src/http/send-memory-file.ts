import type { Request, Response } from 'express';
import Negotiator from 'negotiator';
import { hasEtag } from './etag';
import type { MemoryFile } from './memory-files';
import { rangeOf } from './send-bytes';

/** Answers with the file in the form the client accepts, a part of it, or 304. All responses share its bytes. */
export function sendMemoryFile(request: Request, response: Response, file: MemoryFile): void {
  const coding = codingOf(request, file);
  const { bytes, etag } = file.compressed.get(coding) ?? file.identity;
  response.setHeader('ETag', `"${etag}"`);
  response.setHeader('Cache-Control', file.cacheControl);
  if (file.compressed.size > 0) response.vary('Accept-Encoding');
  if (hasEtag(request.headers['if-none-match'], etag)) {
    response.status(304).end();
    return;
  }
  response.type(file.extension).setHeader('Accept-Ranges', 'bytes');
  const range = rangeOf(request, response, { etag, bytes: bytes.length });
  if (range) response.status(206).setHeader('Content-Range', `bytes ${String(range.start)}-${String(range.end)}/${String(bytes.length)}`);
  if (file.compressed.has(coding)) response.setHeader('Content-Encoding', coding);
  const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
  response.setHeader('Content-Length', part.length).end(part);
}

/** The coding to send, by `Accept-Encoding`. A part is always one of the file as it is, so that it can be read without the rest. */
function codingOf(request: Request, { compressed }: MemoryFile): string {
  if (request.method === 'GET' && request.headers.range !== undefined) return 'identity';
  const codings = [...compressed.keys(), 'identity'];
  return new Negotiator(request).encodings(codings, { preferred: codings })[0] ?? 'identity';
}
