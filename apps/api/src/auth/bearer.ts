import type { IncomingHttpHeaders } from 'node:http';

/** RFC 6750, 2.1: the scheme in any case, one space or more, a token. */
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/** Null when there is no such header, or it is not a bearer token. */
export function bearerOf(headers: IncomingHttpHeaders): string | null {
  return BEARER.exec(headers.authorization ?? '')?.[1] ?? null;
}
