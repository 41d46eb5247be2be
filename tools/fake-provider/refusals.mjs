/** @typedef {{ status: number, headers?: Record<string, string>, body: unknown, html?: boolean }} Answer */

/**
 * An error in the shape the provider gives it.
 * @param {number} status @param {string} message @param {string} type @param {string | null} code
 * @param {Record<string, string>} [headers] @param {string | null} [param] @returns {Answer}
 */
export function refusal(status, message, type, code, headers = {}, param = null) {
  return { status, headers, body: { error: { message, type, param, code } } };
}

const MODERATION =
  'Your request was rejected by the safety system. If you believe this is an error, contact us and include the request ID. safety_violations=[violence, self-harm].';

/**
 * The answers that a word in the prompt brings instead of an image.
 * @type {Record<string, (seen: { key: string, model: string }) => Answer>}
 */
export const REFUSALS = {
  moderation: () => refusal(400, MODERATION, 'image_generation_user_error', 'moderation_blocked'),
  'content-filter': () => refusal(400, 'The response was filtered by the content policy.', 'invalid_request_error', 'content_policy_violation'),
  'type-filter': () => refusal(400, 'This prompt is not allowed.', 'content_policy_violation', '400'),
  'filter-403': () => refusal(403, 'blocked', 'invalid_request_error', 'content_policy_violation'),
  'azure-filter': () => ({ status: 400, body: { error: { code: 'contentFilter', message: 'Your task failed.', inner_error: { code: 'ResponsibleAIPolicyViolation', content_filter_results: { violence: { filtered: true, severity: 'high' }, hate: { filtered: false } } } } } }),
  'error-200': () => refusal(200, MODERATION, 'invalid_request_error', 'content_policy_violation'),
  'error-200-limit': () => ({ status: 200, body: { error: { code: 429, message: 'Rate limit exceeded' } } }),
  'error-200-text': () => ({ status: 200, body: { error: 'it did not work' } }),
  'bad-size': () => refusal(400, "Invalid value for 'size': must be divisible by 16.", 'invalid_request_error', 'invalid_value', {}, 'size'),
  fastapi: () => ({ status: 422, body: { detail: [{ loc: ['body', 'size'], msg: 'unsupported', type: 'value_error' }] } }),
  'bad-request': () => refusal(400, "Invalid value: 'x'.", 'invalid_request_error', 'invalid_value'),
  'billing-limit': () => refusal(400, 'Billing hard limit has been reached.', 'invalid_request_error', 'billing_hard_limit_reached'),
  // Gateways exist that repeat the key they were given, so this one does.
  401: ({ key }) => refusal(401, `Incorrect API key provided: ${key}.`, 'invalid_request_error', 'invalid_api_key'),
  403: () => refusal(403, 'Your organization must be verified to use this model.', 'invalid_request_error', 'organization_not_verified'),
  404: () => ({ status: 404, body: '<html><body>Not Found</body></html>', html: true }),
  'model-not-found': ({ model }) => refusal(404, `The model '${model}' does not exist or you do not have access to it.`, 'invalid_request_error', 'model_not_found'),
  'rate-limit': () => refusal(429, 'Rate limit reached for images per minute.', 'rate_limit_error', 'rate_limit_exceeded', { 'retry-after': '7' }),
  'rate-limit-date': () => refusal(429, 'Rate limit reached.', 'rate_limit_error', 'rate_limit_exceeded', { 'retry-after': new Date(Date.now() + 90_000).toUTCString() }),
  'rate-limit-bare': () => refusal(429, 'Too many requests.', 'requests', null),
  'insufficient-quota': () => refusal(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  500: () => refusal(500, 'The server had an error while processing your request.', 'server_error', null),
  503: () => refusal(503, 'The engine is currently overloaded.', 'service_unavailable_error', null, { 'retry-after': '3' }),
  '502-html': () => ({ status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>', html: true }),
  '200-html': () => ({ status: 200, body: '<!doctype html><title>Sign in</title><p>Please sign in to the proxy.</p>', html: true }),
};

/** What the `error` event of a stream says. */
export const STREAM_ERRORS = {
  'sse-error': { type: 'server_error', code: 'server_error', message: 'The server had an error while generating.', param: null },
  'sse-moderation': { type: 'image_generation_user_error', code: 'moderation_blocked', message: MODERATION, param: null },
  'sse-rate-limit': { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Rate limit reached.', param: null },
};
