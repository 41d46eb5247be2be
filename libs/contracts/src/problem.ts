import * as z from 'zod';
import { INVALID_FIELDS_MAX, PROBLEM_TEXT_MAX, REFUSED_CATEGORIES_MAX } from './limits';

/** Every kind of error this API answers with, and its status. Clients switch on `type`, never on text. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in to go on' },
  forbidden: { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'email-taken': { status: 409, title: 'This e-mail address has an account' },
  conflict: { status: 409, title: 'The request does not fit the present state' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'quota-exceeded': { status: 413, title: 'Your library is full' },
  'unsupported-media-type': { status: 415, title: 'This kind of content is not understood' },
  'range-not-satisfiable': { status: 416, title: 'That part of the file does not exist' },
  'expectation-failed': { status: 417, title: 'This expectation cannot be met' },
  'prompt-refused': { status: 422, title: 'The image service declined this prompt' },
  'generator-rejected': { status: 422, title: 'The image service rejected the request' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'daily-limit-reached': { status: 429, title: 'The limit of the day is reached' },
  'headers-too-large': { status: 431, title: 'The headers of the request are too large' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'generator-failed': { status: 502, title: 'The image service failed' },
  'generator-invalid-image': { status: 502, title: 'The image service returned an invalid image' },
  'generation-interrupted': { status: 503, title: 'The generation was interrupted' },
  'generator-unavailable': { status: 503, title: 'The image service is not available' },
  'server-busy': { status: 503, title: 'The server is busy' },
  'storage-unavailable': { status: 503, title: 'The storage is not available' },
  'database-unavailable': { status: 503, title: 'The database is not available' },
  'generator-timeout': { status: 504, title: 'The image service did not respond in time' },
  'storage-full': { status: 507, title: 'The storage is full' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;
export type ProblemType = `/problems/${ProblemName}`;

const PROBLEM_TYPES = (Object.keys(PROBLEMS) as ProblemName[]).map((name): ProblemType => `/problems/${name}`);

export const InvalidField = z
  .object({
    pointer: z.string().max(PROBLEM_TEXT_MAX).describe('JSON pointer to the field (RFC 6901), or `?name` for a query parameter'),
    detail: z.string().max(PROBLEM_TEXT_MAX),
  })
  .meta({ id: 'InvalidField' });
export type InvalidField = z.infer<typeof InvalidField>;

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.enum(PROBLEM_TYPES).describe('A stable URI reference: `/problems/{name}`'),
    title: z.string().max(100),
    status: z.int().min(400).max(599),
    detail: z.string().max(PROBLEM_TEXT_MAX),
    instance: z.string().max(36).describe('The id of the request or, kept with a generation, of that generation; as in the logs'),
    errors: z.array(InvalidField).max(INVALID_FIELDS_MAX).optional().describe('With `invalid-request`'),
    reason: z.string().max(PROBLEM_TEXT_MAX).optional().describe('With `generator-rejected`, when the service names a parameter: its own sentence'),
    categories: z.array(z.string().max(40)).max(REFUSED_CATEGORIES_MAX).optional().describe('With `prompt-refused`, when the service names them'),
    retryAfter: z.int().min(0).optional().describe('Seconds, as in `Retry-After`'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
