import type { IncomingMessage } from 'node:http';
import { expectationFailed, malformed } from '../problems/catalogue';
import type { ProblemException } from '../problems/problem.exception';

/** Node's parser refuses all other versions but 0.9 and 2.0, which nobody writes into a request line who speaks them. */
const VERSIONS = ['1.0', '1.1'];
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;
/** No name of a host has these; a list of names has some of them. */
const NO_HOST = /[\s,/?#@\\]/;

/**
 * Why a request is refused by its head alone, or null. A target in absolute form, as proxies are sent it, is brought into
 * the form that every other request has, so that routes, limits and logs see one form only (RFC 9112, 3.2.2).
 */
export function checkRequestHead(request: IncomingMessage): ProblemException | null {
  if (!VERSIONS.includes(request.httpVersion)) return malformed('Send HTTP/1.1.');
  if (!hasOneHost(request)) return malformed('Send one valid Host header.');
  if (request.headers.expect !== undefined && request.headers.expect.toLowerCase() !== '100-continue') return expectationFailed();
  const target = targetOf(request.url ?? '');
  if (target === null) return malformed('The address of the request is not valid.');
  request.url = target;
  return null;
}

/** Two could be read as different ones by a proxy and by us (RFC 9112, 3.2). HTTP/1.0 knows none. */
function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host');
  if (hosts.length === 0) return httpVersion === '1.0';
  return hosts.length === 1 && !NO_HOST.test(hosts[0] ?? '');
}

/** A path with its query; null when it is none. */
function targetOf(target: string): string | null {
  if (target.startsWith('/')) return target;
  if (!ABSOLUTE.test(target) || !URL.canParse(target)) return null;
  const path = target.replace(ABSOLUTE, '');
  return path.startsWith('/') ? path : `/${path}`;
}
