import type { ProblemName } from '@vitrine/contracts';
import { errorCode } from './error-code';
import type { ProblemException } from './problem.exception';

/** Refused by a limit: nothing has failed. */
const LIMITS: ReadonlySet<ProblemName> = new Set(['server-busy']);
/** A state that lasts, and is the same for every request; its first one is logged as an error. */
const LASTING: ReadonlySet<ProblemName> = new Set(['storage-unavailable', 'storage-full', 'database-unavailable']);
/** How long the same refusal counts as a repetition. */
const PERIOD_MS = 60_000;
/** Kinds that are counted apart; beyond it all are forgotten, and logged as errors once more. */
const KINDS_MAX = 100;

interface Period {
  readonly began: number;
  count: number;
}

/** Distinguishes refusals that are expected under load, or were logged a moment ago, from failures that an operator must see. */
export class ExpectedRefusals {
  private readonly periods = new Map<string, Period>();

  /** How many like it there have been in the last minute, with this one; null when it must be logged as an error. */
  count(problem: ProblemException, now: number): number | null {
    const isLimit = LIMITS.has(problem.problem);
    if (!isLimit && !LASTING.has(problem.problem)) return null;
    const kind = `${problem.problem} ${messageOf(problem.cause)}`;
    const period = this.periods.get(kind);
    if (period && now - period.began < PERIOD_MS) return (period.count += 1);
    if (this.periods.size >= KINDS_MAX) this.periods.clear();
    this.periods.set(kind, { began: now, count: 1 });
    return isLimit ? 1 : null;
  }
}

/** The names of files that the system's errors quote are made of ids, each of them another one. */
const IDS = /[0-9a-f]{8}[0-9a-f-]*/gi;

/** With the code of the innermost error: two different faults are not one, and one fault of many files is. */
function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  return `${errorCode(cause) ?? ''} ${cause.message.replace(IDS, '…')} ${cause.cause === undefined ? '' : messageOf(cause.cause)}`;
}
