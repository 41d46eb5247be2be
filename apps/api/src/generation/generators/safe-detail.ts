const DETAIL_MAX = 500;
/** No more of a text is read, as the search for a secret can take the product of both lengths: enough for two prompts. */
const READ_MAX = 10_000;
/** Anything shorter would blot out common syllables, and tells nothing. */
const SHORTEST_SECRET = 6;
const LOOKS_LIKE_A_KEY = /\b(?:sk|Bearer)[- ][\w.*-]{6,}/g;
/** Longer than any key that only looks like one. */
const KEY_MAX = 200;

/** One line of bounded length without keys and prompts, whatever a careless provider repeats. */
export function safeDetail(text: string, secrets: readonly string[]): string {
  const without = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text.slice(0, READ_MAX))
    .replace(LOOKS_LIKE_A_KEY, '[removed]');
  // What was cut off may have been the rest of a secret.
  const whole = text.length > READ_MAX ? without.slice(0, -Math.max(KEY_MAX, ...secrets.map(({ length }) => length))) : without;
  return whole
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, DETAIL_MAX);
}
