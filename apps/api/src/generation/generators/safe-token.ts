const TOKEN = /^[A-Za-z0-9][\w.:-]{0,99}$/;
/** A shorter word of a prompt is part of too many names to mean anything. */
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

/** The host of an address, unless it repeats the prompt. */
export function safeHost(value: string, prompt: string): string | null {
  return TOKEN.test(value) && !revealsPrompt(value, prompt) ? value : null;
}

function revealsPrompt(value: string, prompt: string): boolean {
  const packed = value.replace(/^req_|[^A-Za-z0-9]+/g, '');
  const decoded = [0, 1, 2, 3].flatMap((from) => (['hex', 'base64'] as const).map((encoding) => Buffer.from(packed.slice(from), encoding).toString('latin1')));
  return repeats(lettersOf(value), prompt) || decoded.some((text) => holdsPiece(text, prompt));
}

/** Four letters that stand together are hardly chance in what was decoded from so short a text. */
function holdsPiece(text: string, prompt: string): boolean {
  const [inText, inPrompt] = [text.toLowerCase(), prompt.toLowerCase()];
  return Array.from({ length: Math.max(0, inText.length - 3) }, (_, at) => inText.slice(at, at + 4)).some((piece) => inPrompt.includes(piece));
}

function repeats(token: string, prompt: string): boolean {
  const letters = lettersOf(prompt);
  return Array.from({ length: Math.max(0, token.length - TELLING_LENGTH + 1) }, (_, at) => token.slice(at, at + TELLING_LENGTH)).some((piece) => letters.includes(piece));
}

/** Small ASCII letters and digits alone, as a name may be written in many ways. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
