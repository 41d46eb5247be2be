const DETAIL_MAX = 500;
/** Anything shorter would blot out common syllables, and tells nothing. */
const SHORTEST_SECRET = 6;
const LOOKS_LIKE_A_KEY = /\b(?:sk|Bearer)[- ][\w.*-]{6,}/g;

/** One line of bounded length without keys and prompts, whatever a careless provider repeats. */
export function safeDetail(text: string, secrets: readonly string[]): string {
  const without = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((rest, secret) => rest.replaceAll(secret, '[removed]'), text);
  return without
    .replace(LOOKS_LIKE_A_KEY, '[removed]')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .slice(0, DETAIL_MAX);
}
