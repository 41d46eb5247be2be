import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { errorCode } from '../problems/error-code';

/** What `pipeline` and sockets report when the client has closed the connection. */
const DISCONNECTED = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE']);

/**
 * Sends the stream and destroys it on every way out: `pipeline` leaves its source open when the response was closed
 * before it began. Resolves when the client disconnects; rejects when the source cannot be read to its end.
 */
export async function sendStream(response: Response, source: Readable): Promise<void> {
  try {
    await pipeline(source, response);
  } catch (error) {
    if (!DISCONNECTED.has(errorCode(error) ?? '')) throw error;
  } finally {
    source.destroy();
  }
}
