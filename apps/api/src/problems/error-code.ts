/** A used-up quota (EDQUOT), for which Node has no name. */
export const QUOTA_ERROR = `Unknown system error ${process.platform === 'darwin' ? '-69' : '-122'}`;

/** What a system call or a driver calls its failure: `EEXIST`, `SQLITE_FULL`, `23505`. Null when it has no name. */
export function errorCode(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? (code === QUOTA_ERROR ? 'EDQUOT' : code) : null;
}
