const TOKEN = /^[A-Za-z0-9][\w.:-]{0,99}$/;
/** A shorter word of a prompt is part of too many names to mean anything. */
const TELLING_LENGTH = 5;
const KNOWN = new Set([
  'authentication_error', 'billing_hard_limit_reached', 'content_filter', 'content_policy_violation', 'contentFilter', 'DeploymentNotFound', 'extra_forbidden', 'image_generation_user_error',
  'insufficient_quota', 'invalid_api_key', 'invalid_request_error', 'invalid_value', 'missing_required_parameter', 'model_not_found', 'moderation_blocked', 'organization_not_verified',
  'permission_denied', 'rate_limit_error', 'rate_limit_exceeded', 'server_error', 'service_unavailable', 'service_unavailable_error', 'unknown_parameter', 'unsupported_parameter', 'unsupported_value', 'value_error',
]);

/**
 * A code, a type or an id that came from a provider, if it is fit for the log; null if it is no plain name, or if it
 * repeats the prompt or a word of it. Codes that are known stand for themselves.
 */
export function safeToken(value: string | null, prompt: string): string | null {
  if (value === null || KNOWN.has(value)) return value;
  return TOKEN.test(value) && !repeats(lettersOf(value), prompt) ? value : null;
}

function repeats(token: string, prompt: string): boolean {
  if (token.length >= TELLING_LENGTH && lettersOf(prompt).includes(token)) return true;
  return prompt.split(/[^\p{L}\p{N}]+/u).some((word) => word.length >= TELLING_LENGTH && token.includes(lettersOf(word)) && lettersOf(word) !== '');
}

/** Small ASCII letters and digits alone, as a name may be written in many ways. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
