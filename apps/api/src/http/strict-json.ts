import { malformed } from '../problems/catalogue';

const DEPTH_MAX = 16;
/** Keys by which a value reaches what all values share. A parser keeps them, some readers drop them: nothing of ours is called so. */
const OF_PROTOTYPES = new Set(['__proto__', 'constructor', 'prototype']);
/**
 * The closing quote is optional, so that an opening quote always begins a token: were a string without an end no token,
 * the search would start again at each quote inside it, which takes quadratic time.
 */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Refuses what `JSON.parse` takes and then surprises: nesting deep enough to overflow whoever walks it, one key twice
 * (which value counts depends on the reader), and keys of prototypes. Whether the text is JSON at all is the parser's to
 * say: the check ends at the first colon that does not follow a key, as the parser refuses the whole text then.
 */
export function refuseAmbiguousJson(text: string): void {
  const keysOf: (Set<string> | null)[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open(keysOf, token);
    else if (token === '}' || token === ']') keysOf.pop();
    else if (token === ':' && !addKey(keysOf.at(-1), previous)) return;
    previous = token;
  }
}

function open(keysOf: (Set<string> | null)[], token: string): void {
  if (keysOf.length >= DEPTH_MAX) throw malformed('The JSON is nested too deeply.');
  keysOf.push(token === '{' ? new Set() : null);
}

/** False when this is no key of an object. */
function addKey(keys: Set<string> | null | undefined, token: string): boolean {
  const key = unescaped(token);
  if (!keys || key === null) return false;
  if (keys.has(key)) throw malformed('The JSON names one key twice.');
  if (OF_PROTOTYPES.has(key)) throw malformed('The JSON has a key that is not allowed.');
  keys.add(key);
  return true;
}

/** The text of a JSON string; null when the token is not one. */
function unescaped(token: string): string | null {
  try {
    return String(JSON.parse(token));
  } catch {
    return null;
  }
}
