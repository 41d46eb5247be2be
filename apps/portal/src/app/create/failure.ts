import type { Generation, Problem } from '@vitrine/contracts';
import type { ApiError } from '../api/problem';

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

const NOTHING = 'Nothing was saved and nothing was counted against your quota.';

const TEXTS: Partial<Record<Failure['kind'], FailureText>> = {
  'prompt-refused': {
    title: "This prompt was declined by the image service's safety rules",
    text: 'Nothing was counted. Change the wording and send it again.',
    remedy: 'edit',
  },
  'invalid-request': { title: 'This request was not understood', text: 'Change it and send it again.', remedy: 'edit' },
  'too-many-requests': { title: 'That was quick', text: 'Give it a moment, then try again.', remedy: 'wait' },
  'daily-limit-reached': { title: 'The limit of the day is reached', text: NOTHING, remedy: 'none' },
  'generator-failed': { title: 'The image service did not answer', text: NOTHING, remedy: 'again' },
  'generator-unavailable': { title: 'The image service is not available', text: NOTHING, remedy: 'again' },
  'generator-timeout': { title: 'The image service took too long', text: NOTHING, remedy: 'again' },
  'generation-interrupted': {
    title: 'This was interrupted',
    text: 'It is not known whether the image service made an image; none was saved. It is not asked again unless you say so.',
    remedy: 'again',
  },
  'quota-exceeded': { title: 'Your library is full', text: 'Delete images you no longer need, then try again.', remedy: 'again' },
  'storage-full': { title: 'The server has no room for more images', text: NOTHING, remedy: 'again' },
  unauthenticated: { title: 'Please sign in again', text: 'Your draft is kept.', remedy: 'none' },
  unreachable: { title: "We can't reach the server", text: 'It is not known whether your request arrived.', remedy: 'again' },
  cancelled: { title: 'Cancelled', text: 'Nothing was saved.', remedy: 'again' },
  'device-full': {
    title: 'This browser has no room for more images',
    text: 'Sign in to save them, or delete some from this device. No older image was lost.',
    remedy: 'again',
  },
  'not-drawn': { title: 'This browser could not draw the image', text: 'Nothing was saved.', remedy: 'again' },
};

const OTHERWISE: FailureText = { title: 'Something went wrong on our side', text: NOTHING, remedy: 'again' };

export function failureText(failure: Failure): FailureText {
  const text = TEXTS[failure.kind] ?? OTHERWISE;
  const reasons = reasonsOf(failure);
  return reasons.length > 0 ? { ...text, text: `${text.text} (${reasons.join(', ')})` } : text;
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
