import type { ServerResponse } from 'node:http';
import { isDisconnection } from './is-disconnection';

/**
 * Sends what `copy` passes on, `length` bytes as `Content-Length` says. The next piece is asked for when the system has
 * taken the last, so that a client that does not read costs one piece. Resolves when the client disconnects. Rejects when
 * `copy` fails or passes on another length, and leaves the response unended, so that it becomes a problem or a closed
 * connection: a client that waits for more bytes would take the next response for them.
 */
export async function sendPieces(response: ServerResponse, copy: (write: (piece: Uint8Array) => Promise<void>) => Promise<void>, length: number): Promise<void> {
  let sent = 0;
  try {
    await copy(async (piece) => {
      sent += piece.byteLength;
      await write(response, piece);
    });
    if (sent !== length) throw new Error(`${String(sent)} bytes were read instead of ${String(length)}`);
    response.end();
  } catch (error) {
    if (!isDisconnection(error)) throw error;
  }
}

function write(response: ServerResponse, piece: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(piece, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
