import { headersTooLarge, malformed, payloadTooLarge, requestTimeout } from '../problems/catalogue';
import { errorCode } from '../problems/error-code';
import type { ProblemException } from '../problems/problem.exception';

export const TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/** The problem that Node's HTTP parser found with what a client sent; null for an error of the connection itself. */
export function problemOfParser(error: unknown): ProblemException | null {
  const code = errorCode(error) ?? '';
  if (code === TIMEOUT) return requestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return payloadTooLarge();
  return code.startsWith('HPE_') ? malformed('The request could not be read.') : null;
}
