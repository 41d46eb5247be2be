const TOKEN = /^[A-Za-z0-9][\w.:-]{0,99}$/;
/** A shorter piece of a prompt is part of too many names to mean anything. */
const TELLING_LENGTH = 5;
const KNOWN = new Set([
  'ResponsibleAIPolicyViolation', 'None',
  'authentication_error', 'billing_hard_limit_reached', 'content_filter', 'content_policy_violation', 'contentFilter', 'DeploymentNotFound', 'extra_forbidden', 'image_generation_user_error',
  'insufficient_quota', 'invalid_api_key', 'invalid_request_error', 'invalid_value', 'missing_required_parameter', 'model_not_found', 'moderation_blocked', 'organization_not_verified',
  'permission_denied', 'rate_limit_error', 'rate_limit_exceeded', 'server_error', 'service_unavailable', 'service_unavailable_error', 'unknown_parameter', 'unsupported_parameter', 'unsupported_value', 'value_error',
]);

/** Short words of letters, or a short number. */
const WORDS = /^(?=.{1,48}$)(?:[A-Za-z]{1,24}|\d{1,4})(?:[_.:-](?:[A-Za-z]{1,24}|\d{1,4}))*$/;
const REQUEST_ID = /^(?=.{1,64}$)(?:req_[A-Za-z0-9]+|[0-9a-f]+(?:-[0-9a-f]+)*)$/i;

/** A code or a type that came from a provider, if it is fit for the log: one that is known, or plain words that hold no piece of the prompt, in base64 neither. */
export function safeToken(value: string | null, prompt: string): string | null {
  if (value === null || KNOWN.has(value)) return value;
  return WORDS.test(value) && !revealsPrompt(value, prompt) ? value : null;
}

/** The id of a request, in one of the usual forms, that holds no piece of the prompt, in hex or base64 neither. */
export function safeRequestId(value: string | null, prompt: string): string | null {
  return value !== null && REQUEST_ID.test(value) && !revealsPrompt(value, prompt) ? value : null;
}

/** The host of an address, unless it repeats the prompt. One in letters beyond ASCII is not looked into, and left out. */
export function safeHost(value: string, prompt: string): string | null {
  return TOKEN.test(value) && !/(?:^|\.)xn--/i.test(value) && !revealsPrompt(value, prompt) ? value : null;
}

function revealsPrompt(value: string, prompt: string): boolean {
  const packed = value.replace(/^req_|[^A-Za-z0-9]+/g, '');
  const decoded = [0, 1, 2, 3].flatMap((from) => (['hex', 'base64'] as const).map((encoding) => bytesOf(Buffer.from(packed.slice(from), encoding))));
  return repeats(lettersOf(value), prompt) || namesWord(value, prompt) || decoded.some((bytes) => holdsPiece(bytes, prompt));
}

/** Four bytes that stand together are hardly chance in what was decoded from so short a text, and three not where they are all of a prompt. */
function holdsPiece(bytes: string, prompt: string): boolean {
  const forms = (['utf8', 'utf16le'] as const).map((encoding) => bytesOf(Buffer.from(prompt, encoding))).filter(({ length }) => length >= 3);
  return forms.some((form) => windowsOf(bytes, Math.min(4, form.length)).some((piece) => form.includes(piece)));
}

/** One character for each byte; capital and small letters are alike. */
function bytesOf(bytes: Buffer): string {
  return bytes.toString('latin1').toLowerCase();
}

function repeats(token: string, prompt: string): boolean {
  const letters = lettersOf(prompt);
  return windowsOf(token, TELLING_LENGTH).some((piece) => letters.includes(piece));
}

/** A part that is a short word of the prompt, in full. */
function namesWord(token: string, prompt: string): boolean {
  const words = new Set(wordsOf(prompt));
  return wordsOf(token).some((part) => /[a-z]{3}/.test(part) && words.has(part));
}

function windowsOf(text: string, length: number): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/);
}

/** Small ASCII letters and digits alone, as a name may be written in many ways. */
function lettersOf(text: string): string {
  return wordsOf(text).join('');
}
