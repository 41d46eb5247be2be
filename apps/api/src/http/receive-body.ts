import type { Request } from 'express';
import { malformed, payloadTooLarge, unsupportedContentCoding } from '../problems/catalogue';
import { errorCode } from '../problems/error-code';
import { allowSlowBody } from './request-deadlines';

export interface BodyReceiver {
  readonly bytesMax: number;
  /** Called for one piece at a time; the next is read when it resolves. */
  readonly take: (piece: Buffer) => Promise<void>;
  /** Stops the reading; its reason is what `receiveBody` rejects with. */
  readonly signal: AbortSignal;
}

/** Bytes that a body says it has; null when it does not say. Throws when there are more than `bytesMax`, or it is compressed. */
export function announcedLength(request: Request, bytesMax: number): number | null {
  if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') throw unsupportedContentCoding();
  const length = request.headers['content-length'];
  if (length === undefined) return request.headers['transfer-encoding'] === undefined ? 0 : null;
  if (Number(length) > bytesMax) throw payloadTooLarge();
  return Number(length);
}

/** Reads a body of any size in pieces, over a line as slow as it may be. Resolves with its length; on every other way out, what is left of it is discarded. */
export async function receiveBody(request: Request, { bytesMax, take, signal }: BodyReceiver): Promise<number> {
  allowSlowBody(request);
  const pieces = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, void>;
  const stopped = abortion(signal);
  let bytes = 0;
  try {
    for (let next = await stopped.race(pieces.next()); !next.done; next = await stopped.race(pieces.next())) {
      bytes += next.value.byteLength;
      if (bytes > bytesMax) throw payloadTooLarge();
      await take(next.value);
    }
    return bytes;
  } catch (error) {
    throw errorCode(error) === 'ECONNRESET' ? malformed('The request ended before its body did.') : error;
  } finally {
    stopped.forget();
    request.resume();
  }
}

/** Loses every race from the moment the signal is aborted. */
function abortion(signal: AbortSignal) {
  const aborted = Promise.withResolvers<never>();
  const abort = () => { aborted.reject(signal.reason); };
  aborted.promise.catch(() => undefined);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return {
    race: <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, aborted.promise]),
    forget: () => { signal.removeEventListener('abort', abort); },
  };
}
