import { malformed } from '../problems/catalogue';

const DEPTH_MAX = 16;
/** Keys by which a value reaches what all values share. A parser keeps them, some readers drop them: nothing of ours is called so. */
const OF_PROTOTYPES = new Set(['__proto__', 'constructor', 'prototype']);
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * Refuses what `JSON.parse` takes and then surprises: nesting deep enough to overflow whoever walks it, one key twice
 * (which value counts depends on the reader), and keys of prototypes. Whether the text is JSON at all is the parser's to say.
 */
export function refuseAmbiguousJson(text: string): void {
  const keysOf: (Set<string> | null)[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open(keysOf, token);
    else if (token === '}' || token === ']') keysOf.pop();
    else if (token === ':') addKey(keysOf.at(-1), previous);
    previous = token;
  }
}

function open(keysOf: (Set<string> | null)[], token: string): void {
  if (keysOf.length >= DEPTH_MAX) throw malformed('The JSON is nested too deeply.');
  keysOf.push(token === '{' ? new Set() : null);
}

function addKey(keys: Set<string> | null | undefined, token: string): void {
  const key = unescaped(token);
  if (!keys || key === null) return;
  if (keys.has(key)) throw malformed('The JSON names one key twice.');
  if (OF_PROTOTYPES.has(key)) throw malformed('The JSON has a key that is not allowed.');
  keys.add(key);
}

function unescaped(token: string): string | null {
  try {
    return String(JSON.parse(token));
  } catch {
    return null; // Not a string: the parser refuses the whole text right after.
  }
}
