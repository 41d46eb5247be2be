import { errorCode } from '../problems/error-code';

/** By the codes of the system and of SQLite. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  SQLITE_FULL: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this user has no right to do that',
  EPERM: 'this user has no right to do that',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ETIMEDOUT: 'the disk does not answer',
};

/** Why the system refused something, in words, with its code and the path; null when it was not the system, or for a reason that has no words here. */
export function systemReason(error: unknown): string | null {
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = Reflect.get(at, 'cause')) {
    const code = errorCode(at) ?? '';
    const reason = REASONS[code];
    if (reason !== undefined) return `${reason} (${[code, textAt(at, 'path')].filter((part) => part !== null).join(', ')})`;
  }
  return null;
}

/** One sentence for people, without a stack. */
export function sentenceOf(error: unknown): string {
  const message = textAt(error, 'message') ?? String(error);
  const reason = systemReason(error);
  if (reason === null) return message;
  return REASONS[errorCode(error) ?? ''] === undefined ? includingReason(message, reason) : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** What was said in words already is not said twice. */
function includingReason(message: string, reason: string): string {
  return isSentence(message) ? message : `${message}: ${reason}`;
}

function isSentence(message: string): boolean {
  return /[.!?]$/.test(message);
}

/** Whether the error was put into words for people where it was met. */
export function isExplained(error: unknown): boolean {
  return isSentence(textAt(error, 'message') ?? '');
}

function textAt(error: unknown, name: 'message' | 'path'): string | null {
  const text: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;
  return typeof text === 'string' ? text : null;
}
