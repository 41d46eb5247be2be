import type { Words } from '../i18n/words';

const MINUTE_SECONDS = 60;

/** "Try again in 20 s", or in minutes when it is longer than one. */
export function waitText(seconds: number, words: Pick<Words, 't' | 'n'>): string {
  return seconds > MINUTE_SECONDS ? words.n('auth.waitMinutes', Math.ceil(seconds / MINUTE_SECONDS)) : words.t('auth.tryAgainIn', { seconds });
}
