import type { ProviderError } from './openai-error';

const READ_MAX = 1_000;
/** Names that are words of any sentence: found in one only where they are marked as names. */
const COMMON = new Set(['n', 'size', 'quality', 'background', 'stream']);
/** The service does not know the parameter, rather than its value. */
const UNKNOWN_NAMES = new Set([
  'unknownparameter', 'unsupportedparameter', 'unrecognizedparameter', 'unexpectedparameter', 'unknownfield', 'unknownargument', 'unrecognizedargument', 'extraforbidden', 'valueerrorextra', 'unexpectedkeywordargument',
  'unsupportedparamserror', 'unsupportedparams',
]);
const UNKNOWN_IN_WORDS = /\bunknown name\b|\b(?:unknown|unrecogni[sz]ed|unsupported|unexpected|extra|additional)\s(?:request\s)?(?:keyword\s)?(?:parameters?|params?|arguments?|fields?|propert(?:y|ies)|inputs?|keys?|options?)\b|\bdoes(?:\snot|n't)\ssupport\s(?:the\s)?(?:parameters?|params?)\b/i;

const STREAMING_IN_WORDS = /\bstreaming is not (?:supported|available)\b/i;

/** Names of parameters in the order in which they may be left out. */
export interface Sent {
  /** Those of the person's choice: left out only when the service does not know them at all. */
  readonly chosen: readonly string[];
  /** Those of ours: left out whatever is wrong with them. */
  readonly added: readonly string[];
}

type Fault = Pick<ProviderError, 'names' | 'parameter' | 'message'>;

/** The optional parameter that a service rejects by name, with nothing made; null when it rejects none, or something else. */
export function rejectedParameter(error: ProviderError, sent: Sent): string | null {
  const faults = error.faults.length > 0 ? error.faults : [error];
  const names = faults.filter((fault) => isRejection(error, fault)).map((fault) => rejectedBy(fault, sent));
  return names.find((name) => name !== null) ?? null;
}

/** In an answer of 200 and in events, the code alone says that nothing was made. */
function isRejection({ status }: ProviderError, { names }: Fault): boolean {
  return status === null ? names.some((name) => UNKNOWN_NAMES.has(name)) : status === 400 || status === 422;
}

function rejectedBy(fault: Fault, { chosen, added }: Sent): string | null {
  const name = nameIn(fault, [...added, ...chosen]);
  return name !== null && (added.includes(name) || isUnknown(fault, name)) ? name : null;
}

/** `body.size` and `$.size` are `size`. One that was not sent says nothing: gateways put other things there. */
function nameIn({ parameter, message }: Fault, sent: readonly string[]): string | null {
  const named = (parameter ?? '').replace(/^(?:body|\$|#)?[./]/, '');
  if (sent.includes(named)) return named;
  return ['model', 'prompt'].includes(named) ? null : nameInWords(message.slice(0, READ_MAX), sent);
}

function nameInWords(text: string, sent: readonly string[]): string | null {
  if (sent.includes('stream') && STREAMING_IN_WORDS.test(text)) return 'stream';
  return sent.find((name) => (COMMON.has(name) ? isMarked(text, name) : text.includes(name))) ?? null;
}

/** `'size'`, `parameter size`, `argument supplied: size`. */
function isMarked(text: string, name: string): boolean {
  return ['\'', '"', '`'].some((mark) => text.includes(mark + name + mark)) || new RegExp(`\\b(?:parameters?|params?|arguments?|fields?|property|properties|supplied|keys?):? ${name}\\b`, 'i').test(text);
}

function isUnknown({ names, message }: Fault, name: string): boolean {
  const text = message.slice(0, READ_MAX);
  return names.some((one) => UNKNOWN_NAMES.has(one)) || UNKNOWN_IN_WORDS.test(text) || new RegExp(`['"\`]${name}['"\`] (?:parameter )?is not (?:supported|permitted|allowed|recogni[sz]ed)`, 'i').test(text);
}
