export interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly secure: boolean;
}

/** Value of the first cookie of this name in a `Cookie` header; null when there is none. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** A `Set-Cookie` value that no script reads and no other site sends. `value` is ours: base64url and dots, nothing to escape. */
export function writeCookie(cookie: Cookie, value: string, maxAgeSeconds: number): string {
  const parts = [`${cookie.name}=${value}`, `Path=${cookie.path}`, `Max-Age=${String(maxAgeSeconds)}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(cookie.secure ? ['Secure'] : [])].join('; ');
}
