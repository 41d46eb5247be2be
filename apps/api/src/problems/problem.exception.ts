import { HttpException } from '@nestjs/common';
import { PROBLEMS, type Problem, type ProblemName } from '@vitrine/contracts';

type Extras = Partial<Pick<Problem, 'errors' | 'categories' | 'reason' | 'retryAfter'>>;

/** An error that a caller is told: its name decides the status, its detail is safe to show. */
export class ProblemException extends HttpException {
  constructor(
    readonly problem: ProblemName,
    readonly detail: string,
    readonly extras: Extras = {},
    cause?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail, PROBLEMS[problem].status, { cause });
  }

  /** The answer's body; `instance` is the id of the request. */
  toProblem(instance: string): Problem {
    const { status, title } = PROBLEMS[this.problem];
    return { type: `/problems/${this.problem}`, title, status, detail: this.detail, instance, ...this.extras };
  }
}
