import type { Generation, Problem } from '@vitrine/contracts';
import type { ApiError } from '../api/problem';
import type { Say, WordKey } from '../i18n/words';

/** Why there is no image. `device-full`: drawn here, and no room to keep it. */
export interface Failure {
  readonly kind: ApiError['kind'] | 'cancelled' | 'device-full' | 'not-drawn';
  readonly problem: Problem | null;
}

/** What the person can do about it: ask again (by a press, never by itself), change the words, or wait first. */
export type Remedy = 'again' | 'edit' | 'wait' | 'none';

export interface FailureText {
  readonly title: string;
  readonly text: string;
  readonly remedy: Remedy;
}

interface Wording {
  readonly title: WordKey;
  readonly text: WordKey;
  readonly remedy: Remedy;
}

const NOTHING = 'failure.nothing';

const WORDINGS: Partial<Record<Failure['kind'], Wording>> = {
  'prompt-refused': { title: 'failure.refused.title', text: 'failure.refused.text', remedy: 'edit' },
  'invalid-request': { title: 'failure.invalid.title', text: 'failure.invalid.text', remedy: 'edit' },
  'too-many-requests': { title: 'failure.quick.title', text: 'failure.quick.text', remedy: 'wait' },
  'daily-limit-reached': { title: 'failure.day.title', text: NOTHING, remedy: 'none' },
  'generator-rejected': { title: 'failure.rejected.title', text: 'failure.rejected.text', remedy: 'edit' },
  'generator-failed': { title: 'failure.failed.title', text: NOTHING, remedy: 'again' },
  'generator-invalid-image': { title: 'failure.invalidImage.title', text: NOTHING, remedy: 'again' },
  'generator-unavailable': { title: 'failure.noService.title', text: NOTHING, remedy: 'again' },
  'generator-timeout': { title: 'failure.timeout.title', text: NOTHING, remedy: 'again' },
  'generation-interrupted': { title: 'failure.interrupted.title', text: 'failure.interrupted.text', remedy: 'again' },
  'quota-exceeded': { title: 'failure.full.title', text: 'failure.full.text', remedy: 'again' },
  'storage-unavailable': { title: 'failure.storage.title', text: 'failure.storage.text', remedy: 'again' },
  'server-busy': { title: 'failure.busy.title', text: 'failure.busy.text', remedy: 'wait' },
  'storage-full': { title: 'failure.serverFull.title', text: NOTHING, remedy: 'again' },
  unauthenticated: { title: 'failure.signIn.title', text: 'failure.signIn.text', remedy: 'none' },
  unreachable: { title: 'failure.unreachable.title', text: 'failure.unreachable.text', remedy: 'again' },
  cancelled: { title: 'failure.cancelled.title', text: 'failure.cancelled.text', remedy: 'again' },
  'device-full': { title: 'failure.deviceFull.title', text: 'failure.deviceFull.text', remedy: 'again' },
  'not-drawn': { title: 'failure.notDrawn.title', text: 'failure.cancelled.text', remedy: 'again' },
};

const OTHERWISE: Wording = { title: 'failure.other.title', text: NOTHING, remedy: 'again' };

export function failureText(failure: Failure, t: Say): FailureText {
  const { title, text, remedy } = WORDINGS[failure.kind] ?? OTHERWISE;
  const reasons = reasonsOf(failure);
  const reason = failure.problem?.reason;
  return { title: reason === undefined ? t(title) : t('failure.rejected.titleWithReason', { reason }), text: reasons.length > 0 ? `${t(text)} (${reasons.join(', ')})` : t(text), remedy };
}

function reasonsOf({ kind, problem }: Failure): readonly string[] {
  if (kind === 'invalid-request') return problem?.errors?.map(({ detail }) => detail) ?? [];
  return problem?.categories ?? [];
}

/** Why a generation that ended has no image; null when it has, or is under way. */
export function failureOf({ status, problem }: Generation): Failure | null {
  switch (status) {
    case 'cancelled': return { kind: 'cancelled', problem };
    case 'interrupted': return { kind: 'generation-interrupted', problem };
    case 'failed': return { kind: problem ? kindOfProblem(problem) : 'internal-error', problem };
    default: return null;
  }
}

function kindOfProblem({ type }: Problem): ApiError['kind'] {
  return type.replace('/problems/', '') as ApiError['kind'];
}
