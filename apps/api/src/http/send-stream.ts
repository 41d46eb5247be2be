import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { isDisconnection } from './is-disconnection';

/**
 * Sends `length` bytes, as `Content-Length` says, and destroys the stream on every way out: `pipeline` leaves its source
 * open when the response was closed before it began. Resolves when the client disconnects. Rejects when the stream fails
 * or has another length, and leaves the response unended, so that it becomes a problem or a closed connection: a client
 * that waits for more bytes would take the next response for them.
 */
export async function sendStream(response: Response, source: Readable, length: number): Promise<void> {
  let sent = 0;
  let failure: Error | null = null;
  source.on('data', (chunk: Buffer) => { sent += chunk.byteLength; });
  // `pipeline` destroys the stream when the client disconnects: what it closes with then is not its own failure.
  source.once('error', (error) => { if (!response.destroyed) failure = error; });
  source.once('close', () => { if (!response.destroyed && !source.readableEnded) failure ??= new Error(`the stream was closed after ${String(sent)} bytes`); });
  try {
    await pipeline(source, response, { end: false });
    if (sent !== length) throw new Error(`${String(sent)} bytes were read instead of ${String(length)}`);
    response.end();
  } catch (error) {
    if (failure) throw failure;
    if (!isDisconnection(error)) throw error;
  } finally {
    source.destroy();
  }
}
