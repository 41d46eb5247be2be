import type { Problem, ProblemName } from '@vitrine/contracts';
import * as catalogue from '../problems/catalogue';
import type { ProblemException } from '../problems/problem.exception';

const INSTANCE = '019a2f60-7c1e-7000-8000-0000000000ff';

const PROBLEMS: Partial<Record<ProblemName, ProblemException>> = {
  'invalid-request': catalogue.invalidField('/prompt', 'Too small: expected string to have >=1 characters'),
  unauthenticated: catalogue.unauthenticated(),
  forbidden: catalogue.forbidden(),
  'not-found': catalogue.notFound(),
  'email-taken': catalogue.emailTaken(),
  conflict: catalogue.generationCancelled(),
  'payload-too-large': catalogue.payloadTooLarge(),
  'unsupported-media-type': catalogue.unsupportedMediaType(),
  'range-not-satisfiable': catalogue.rangeNotSatisfiable(),
  'prompt-refused': catalogue.promptRefused(['violence']),
  'idempotency-key-reused': catalogue.idempotencyKeyReused(),
  'too-many-requests': catalogue.tooManyRequests(30),
  'server-busy': catalogue.serverBusy(2),
  'internal-error': catalogue.internalError(null),
  'generator-failed': catalogue.generatorFailed(),
  'generator-invalid-image': catalogue.generatorInvalidImage(),
  'generator-rejected': catalogue.generatorRejected("Invalid value for 'size': must be divisible by 16."),
  'generation-interrupted': catalogue.generationInterrupted(),
  'generator-unavailable': catalogue.generatorUnavailable(),
  'storage-unavailable': catalogue.storageUnavailable(),
  'database-unavailable': catalogue.databaseUnavailable(),
  'generator-timeout': catalogue.generatorTimeout(),
  'storage-full': catalogue.storageFull(),
};

/** One problem of each kind, made by the code that makes the real ones. */
export const PROBLEM_EXAMPLES: Readonly<Record<string, { readonly summary: string; readonly value: Problem }>> = Object.fromEntries(
  Object.entries(PROBLEMS).map(([name, problem]) => {
    const value = problem.toProblem(INSTANCE);
    return [name, { summary: value.title, value }];
  }),
);
