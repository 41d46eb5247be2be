import { errorCode } from '../problems/error-code';

/** What `pipeline` and sockets report when the client has closed the connection. */
const DISCONNECTED = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE', 'ECANCELED']);

export function isDisconnection(error: unknown): boolean {
  return DISCONNECTED.has(errorCode(error) ?? '');
}
