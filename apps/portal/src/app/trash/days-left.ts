import type { Words } from '../i18n/words';

const DAY_MS = 86_400_000;

/** "24 days left": whole days that are still ahead; on the last one "Last day". */
export function daysLeft(deletedAt: string, days: number, now: Date, words: Words): string {
  const left = Math.ceil((Date.parse(deletedAt) + days * DAY_MS - now.getTime()) / DAY_MS);
  return words.n('trash.daysLeft', Math.max(1, left));
}
