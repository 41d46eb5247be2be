import { generatorFailed, generatorInvalidImage, generatorRejected, generatorTimeout, generatorUnavailable, promptRefused, tooManyRequests } from '../problems/catalogue';
import { problemOf } from '../problems/problem-of';
import type { ProblemException } from '../problems/problem.exception';
import type { AttemptEnd } from './generation-attempt.repository';
import { GenerationFailure } from './generators/generation-failure';
import type { GeneratedImages } from './generators/image-generator';

/** What the caller is told of a generation that made no image. */
export function problemOfGeneration(error: unknown): ProblemException {
  if (!(error instanceof GenerationFailure)) return problemOf(error);
  const { reason } = error;
  switch (reason.kind) {
    case 'refused': return promptRefused(reason.categories);
    case 'rejected': return generatorRejected(error.sentence);
    case 'rate-limited': return tooManyRequests(reason.retryAfterSeconds);
    case 'unavailable': return generatorUnavailable(error);
    case 'invalid-image': return generatorInvalidImage();
    case 'timeout': return generatorTimeout();
    default: return generatorFailed();
  }
}

const OUTCOMES = {
  refused: 'refused',
  rejected: 'failed',
  'rate-limited': 'failed',
  unavailable: 'failed',
  'invalid-image': 'failed',
  failed: 'failed',
  timeout: 'timed-out',
  cancelled: 'cancelled',
} as const satisfies Record<GenerationFailure['kind'], AttemptEnd['outcome']>;

/** The ledger's line for a call that was answered with images. */
export function answered({ requestId, usage }: GeneratedImages, outcome: 'ok' | 'failed' = 'ok'): AttemptEnd {
  return { outcome, request_id: requestId, input_tokens: usage?.inputTokens ?? null, output_tokens: usage?.outputTokens ?? null };
}

/** The ledger's line for a call that was not. */
export function unanswered(error: unknown): AttemptEnd {
  const known = error instanceof GenerationFailure;
  return { outcome: known ? OUTCOMES[error.kind] : 'failed', request_id: known ? error.requestId : null, input_tokens: null, output_tokens: null };
}
