import type { FailureReason } from './generation-failure';
import type { ProviderError } from './openai-error';
import { retryAfterSeconds } from './openai-retry-after';

/** Without separators and in lower case, as `ProviderError` has them. */
const REFUSED = new Set(['moderationblocked', 'contentpolicyviolation', 'contentfilter', 'contentfiltered', 'responsibleaipolicyviolation', 'safetyviolation', 'promptblocked']);
/** An older form of the refusal has no code, only its sentence. */
const REFUSED_IN_WORDS = /by (?:the|our) safety system|result of our safety system|^prompt contains NSFW content/i;
const OPERATOR_NAMES = new Set([
  'insufficientquota', 'billinghardlimitreached', 'billingnotactive', 'accountdeactivated', 'invalidapikey', 'authenticationerror', 'permissiondenied', 'modelnotfound', 'budgetexceeded', 'authentication', 'deploymentnotfound', 'organizationnotverified',
]);
const OPERATOR_STATUSES = new Set([301, 302, 303, 307, 308, 401, 402, 403, 404, 405, 410]);
const TOO_MUCH = new Set(['ratelimitexceeded', 'ratelimiterror', 'ratelimit', 'toomanyrequests', 'resourceexhausted', 'throttled']);
const CALLERS_FAULT = new Set(['imagegenerationusererror', 'invalidrequesterror']);
const REJECTED_STATUSES = new Set([400, 413, 422]);

/** What the provider's own words mean for the caller; the first rule that fits holds. */
export function reasonOf(error: ProviderError): FailureReason {
  if (isRefusal(error)) return { kind: 'refused', categories: categoriesOf(error) };
  if (has(error, OPERATOR_NAMES) || OPERATOR_STATUSES.has(error.status ?? 0)) return { kind: 'unavailable' };
  if (error.status === 429 || has(error, TOO_MUCH)) return { kind: 'rate-limited', retryAfterSeconds: retryAfterSeconds(error.headers, error.message) };
  return isRejection(error) ? { kind: 'rejected' } : { kind: 'failed' };
}

/** The request was weighed and turned away before any work: nothing was made. */
export function isRequestsFault(error: ProviderError): boolean {
  const { status } = error;
  return status === null ? has(error, CALLERS_FAULT) : status < 500 && status !== 408;
}

function isRefusal(error: ProviderError): boolean {
  return has(error, REFUSED) || REFUSED_IN_WORDS.test(error.message);
}

function isRejection(error: ProviderError): boolean {
  return error.status === null ? has(error, CALLERS_FAULT) : REJECTED_STATUSES.has(error.status);
}

function has({ names }: ProviderError, known: ReadonlySet<string>): boolean {
  return names.some((name) => known.has(name));
}

/** OpenAI names them in its sentence alone: `safety_violations=[violence, self-harm]`. */
function categoriesOf({ categories, message }: ProviderError): string[] {
  const listed = /safety_violations=\[([^\]]{1,300})\]/.exec(message)?.[1] ?? '';
  return [...new Set([...categories, ...listed.split(',').map((name) => name.trim())])].filter((name) => /^[\w/ -]{1,40}$/.test(name)).slice(0, 10);
}
