import type { Problem, ProblemName } from '@vitrine/contracts';

/** What the portal says when no answer came, or one that is no problem of ours (a proxy's page). */
export const UNREACHABLE = 'unreachable';

/** A request that did not do what was asked. `name` is what to switch on; never the texts. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly kind: ProblemName | typeof UNREACHABLE,
    readonly problem: Problem | null,
  ) {
    super(problem?.detail ?? problem?.title ?? kind);
  }

  get status(): number {
    return this.problem?.status ?? 0;
  }

  /** Seconds to wait, when the server told them. */
  get retryAfter(): number | null {
    return this.problem?.retryAfter ?? null;
  }
}

export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && 'status' in body
    && typeof body.type === 'string' && body.type.startsWith('/problems/');
}

export function problemName(problem: Problem): ProblemName {
  return problem.type.slice('/problems/'.length) as ProblemName;
}

/** The kind of a failure, or null when it is no failure of the API (a bug of ours, an abort). */
export function kindOf(error: unknown): ApiError['kind'] | null {
  return error instanceof ApiError ? error.kind : null;
}

/** The kind of a failure of the API; anything else goes on its way. */
export function kindOrThrow(error: unknown): ApiError['kind'] {
  const kind = kindOf(error);
  if (kind === null) throw error;
  return kind;
}
