import { IMAGE_PIXELS_MAX, type InvalidField, REFUSED_CATEGORIES_MAX } from '@vitrine/contracts';
import { ProblemException } from './problem.exception';

/** One body for what is missing, malformed or someone else's. */
export const notFound = () => new ProblemException('not-found', 'There is nothing here.');

/** One body for a missing, expired, forged or ended sign-in. */
export const unauthenticated = () => new ProblemException('unauthenticated', 'Sign in and try again.');

export const forbidden = () => new ProblemException('forbidden', 'Your account does not allow this.');

export const registrationClosed = () => new ProblemException('forbidden', 'New accounts are not taken here.');

/** A cookie came along with a request that another site caused. */
export const fromElsewhere = () => new ProblemException('forbidden', 'This can only be asked from the page itself.');

export const invalidRequest = (errors: InvalidField[], detail = 'Some fields are not valid.') =>
  new ProblemException('invalid-request', detail, errors.length > 0 ? { errors } : {});

export const invalidField = (pointer: string, detail: string) => invalidRequest([{ pointer, detail }]);

export const malformed = (detail: string) => new ProblemException('invalid-request', detail);

export const emailTaken = () => new ProblemException('email-taken', 'Sign in, or use another address.');

export const conflict = (detail: string) => new ProblemException('conflict', detail);

export const payloadTooLarge = (detail = 'Send less at once.') => new ProblemException('payload-too-large', detail);

export const tooManyPixels = ({ width, height }: { readonly width: number; readonly height: number }) =>
  payloadTooLarge(`The image has ${String(width)} × ${String(height)} = ${grouped(width * height)} pixels. At most ${grouped(IMAGE_PIXELS_MAX)} can be kept.`);

export const requestTimeout = () => new ProblemException('request-timeout', 'Send the whole request sooner.');

export const expectationFailed = () => new ProblemException('expectation-failed', 'Only `Expect: 100-continue` is understood.');

export const headersTooLarge = () => new ProblemException('headers-too-large', 'Send fewer or shorter headers.');

export const unsupportedMediaType = (detail = 'Send application/json.') =>
  new ProblemException('unsupported-media-type', detail);

/** `Accept-Encoding` says that it is the coding that is refused, not the type (RFC 9110, 15.5.16). */
export const unsupportedContentCoding = () =>
  new ProblemException('unsupported-media-type', 'Send the body without a Content-Encoding.', {}, undefined, { 'Accept-Encoding': 'identity' });

export const rangeNotSatisfiable = () => new ProblemException('range-not-satisfiable', 'Ask for a part inside the file.');

export const promptRefused = (categories: readonly string[]) =>
  new ProblemException(
    'prompt-refused',
    "This prompt was declined by the image service's safety rules.",
    categories.length > 0 ? { categories: categories.slice(0, REFUSED_CATEGORIES_MAX) } : {},
  );

export const idempotencyKeyReused = () =>
  new ProblemException('idempotency-key-reused', 'This key belongs to a request with another body. Use a new key.');

/** So many requests in so much time. */
export interface RateLimit {
  readonly name: string;
  readonly max: number;
  readonly windowMs: number;
}

/** `limit` is the one that was reached, when there is one over time: it is stated as in draft-ietf-httpapi-ratelimit-headers. */
export const tooManyRequests = (retryAfter: number, limit?: RateLimit) =>
  new ProblemException('too-many-requests', `Try again in ${String(retryAfter)} seconds.`, { retryAfter }, undefined, limit ? rateLimitHeaders(limit, retryAfter) : {});

function rateLimitHeaders({ name, max, windowMs }: RateLimit, retryAfter: number): Record<string, string> {
  return { 'RateLimit-Policy': `"${name}";q=${String(max)};w=${String(windowMs / 1000)}`, RateLimit: `"${name}";r=0;t=${String(retryAfter)}` };
}

/** `retryAfter` in seconds. For work that is bounded, such as hashing passwords: nothing was begun. */
export const serverBusy = (retryAfter: number) =>
  new ProblemException('server-busy', `The server has too much to do. Try again in ${String(retryAfter)} seconds.`, { retryAfter });

export const generatorFailed = () =>
  new ProblemException('generator-failed', 'The image service could not create the image. Nothing was saved.');

export const generatorInvalidImage = () =>
  new ProblemException('generator-invalid-image', 'The image service returned an invalid image. Nothing was saved.');

/** @param reason the service's own sentence about a parameter, if it named one. */
export const generatorRejected = (reason: string | null) =>
  new ProblemException('generator-rejected', `The image service rejected the request${reason === null ? '.' : `: ${reason}`}`, reason === null ? {} : { reason });

/** The provider was called and nobody heard its answer: it may have made an image, and may have billed it. */
export const generationInterrupted = () =>
  new ProblemException('generation-interrupted', 'It is not known whether the image was made. Nothing was saved. Try again when you like.');

export const generationCancelled = () => new ProblemException('conflict', 'The generation was cancelled.');

export const generatorUnavailable = (cause?: unknown) =>
  new ProblemException('generator-unavailable', 'The image service cannot be used at the moment.', {}, cause);

export const generatorTimeout = () =>
  new ProblemException('generator-timeout', 'The image service did not respond in time. Nothing was saved.');

export const storageUnavailable = (cause?: unknown) =>
  new ProblemException('storage-unavailable', 'The place where images are kept cannot be used at the moment.', {}, cause);

/** Of one image, while all others may be well. */
export const imageUnavailable = (cause?: unknown) =>
  new ProblemException('storage-unavailable', 'The file of this image cannot be read at the moment.', {}, cause);

const NAMED_MAX = 20;

/** Of many that were to be changed all or none: without the named ones it can be asked again. */
export const imagesUnavailable = (filenames: readonly string[], cause?: unknown) => {
  const more = filenames.length > NAMED_MAX ? ` and ${String(filenames.length - NAMED_MAX)} more` : '';
  const detail = `Nothing was changed: the files of these images cannot be read at the moment: ${filenames.slice(0, NAMED_MAX).join(', ')}${more}`;
  return new ProblemException('storage-unavailable', detail, {}, cause);
};

export const storageFull = (cause?: unknown) =>
  new ProblemException('storage-full', 'There is no room for more images.', {}, cause);

export const databaseUnavailable = (cause?: unknown) =>
  new ProblemException('database-unavailable', 'The library cannot be read at the moment.', {}, cause);

export const internalError = (cause: unknown) =>
  new ProblemException('internal-error', 'The error was recorded under the id of this request.', {}, cause);

function grouped(count: number): string {
  return count.toLocaleString('en');
}
