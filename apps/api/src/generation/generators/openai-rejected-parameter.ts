import type { ProviderError } from './openai-error';

const READ_MAX = 1_000;
/** Names that are words of any sentence: found in one only where they are marked as names. */
const COMMON = new Set(['n', 'size', 'quality', 'background', 'stream']);
/** The service does not know the parameter, rather than its value. */
const UNKNOWN_NAMES = new Set([
  'unknownparameter', 'unsupportedparameter', 'unrecognizedparameter', 'unexpectedparameter', 'unknownfield', 'unknownargument', 'unrecognizedargument', 'extraforbidden', 'valueerrorextra', 'unexpectedkeywordargument',
  'unsupportedparamserror',
]);
const UNKNOWN_IN_WORDS = /\b(?:unknown|unrecogni[sz]ed|unsupported|unexpected|extra|additional)\s(?:request\s)?(?:keyword\s)?(?:parameters?|params?|arguments?|fields?|propert(?:y|ies)|inputs?|keys?|options?)\b|\bdoes(?:\snot|n't)\ssupport\s(?:the\s)?(?:parameters?|params?)\b/i;

/** Names of parameters in the order in which they may be left out. */
export interface Sent {
  /** Those of the person's choice: left out only when the service does not know them at all. */
  readonly chosen: readonly string[];
  /** Those of ours: left out whatever is wrong with them. */
  readonly added: readonly string[];
}

/** The optional parameter that a service rejects by name, with nothing made; null when it rejects none, or something else. */
export function rejectedParameter(error: ProviderError, { chosen, added }: Sent): string | null {
  if (error.status !== 400 && error.status !== 422) return null;
  const name = nameIn(error, [...added, ...chosen]);
  return name !== null && (added.includes(name) || isUnknown(error, name)) ? name : null;
}

function nameIn({ parameter, message }: ProviderError, sent: readonly string[]): string | null {
  if (parameter !== null) return sent.find((name) => name === parameter) ?? null;
  const text = message.slice(0, READ_MAX);
  return sent.find((name) => (COMMON.has(name) ? isMarked(text, name) : text.includes(name))) ?? null;
}

/** `'size'`, `parameter size`, `argument supplied: size`. */
function isMarked(text: string, name: string): boolean {
  return ['\'', '"', '`'].some((mark) => text.includes(mark + name + mark)) || new RegExp(`\\b(?:parameter|param|argument|field|property|supplied|key):? ${name}\\b`, 'i').test(text);
}

function isUnknown({ names, message }: ProviderError, name: string): boolean {
  const text = message.slice(0, READ_MAX);
  return names.some((one) => UNKNOWN_NAMES.has(one)) || UNKNOWN_IN_WORDS.test(text) || new RegExp(`['"\`]${name}['"\`] (?:parameter )?is not (?:supported|permitted|allowed|recogni[sz]ed)`, 'i').test(text);
}
