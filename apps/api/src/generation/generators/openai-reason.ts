import type { APIError } from 'openai';
import type { FailureReason } from './generation-failure';
import { retryAfterSeconds } from './openai-retry-after';

type Told = Pick<APIError, 'status' | 'code' | 'type' | 'message' | 'headers'>;

const REFUSED = new Set(['moderation_blocked', 'content_policy_violation', 'content_filter']);
/** An older form of the refusal has no code, only its sentence. */
const REFUSED_IN_WORDS = /by (?:the|our) safety system|result of our safety system/;
const OPERATOR_CODES = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'invalid_api_key', 'model_not_found']);
const OPERATOR_STATUSES = new Set([301, 302, 303, 307, 308, 401, 402, 403, 404, 405, 410]);
const CALLERS_FAULT = new Set(['image_generation_user_error', 'invalid_request_error']);

/** What the provider's own words mean for the caller; the first rule that fits holds. */
export function reasonOf(error: Told): FailureReason {
  if (isRefusal(error)) return { kind: 'refused', categories: categoriesOf(error), message: error.message.replace(/^\d{3} /, '') };
  if (isOperatorsMatter(error)) return { kind: 'unavailable' };
  if (isTooMuch(error)) return { kind: 'rate-limited', retryAfterSeconds: retryAfterSeconds(error.headers) };
  return { kind: 'failed' };
}

function isRefusal({ status, code, message }: Told): boolean {
  return REFUSED.has(code ?? '') || (status === 400 && REFUSED_IN_WORDS.test(message));
}

function isOperatorsMatter({ status, code, type }: Told): boolean {
  return [code, type].some((name) => OPERATOR_CODES.has(name ?? '')) || OPERATOR_STATUSES.has(status ?? 0);
}

function isTooMuch({ status, code }: Told): boolean {
  return status === 429 || code === 'rate_limit_exceeded';
}

/** The request was weighed and turned away before any work: nothing was made. */
export function isRequestsFault({ status, type }: Told): boolean {
  return status === undefined ? CALLERS_FAULT.has(type ?? '') : status < 500 && status !== 408;
}

/** The provider names them in its sentence alone: `safety_violations=[violence, self-harm]`. */
function categoriesOf({ message }: Told): string[] {
  const listed = /safety_violations=\[([^\]]{1,300})\]/.exec(message)?.[1] ?? '';
  return [...new Set(listed.split(',').map((name) => name.trim()))].filter((name) => /^[\w/ -]{1,40}$/.test(name)).slice(0, 10);
}
