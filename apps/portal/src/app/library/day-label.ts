import type { Words } from '../i18n/words';
import { dateOf, dayOf } from './layout/library-index';

const RECENT = ['day.today', 'day.yesterday'] as const;

/** "Today, 22 November", "Friday, 20 November", "Monday, 3 March 2025"; on a narrow screen "Today", "Fri 20 Nov". */
export function dayLabel(day: number, now: Date, narrow: boolean, words: Words): string {
  const recent = RECENT[dayOf(now) - day];
  const date = dateOf(day);
  const thisYear = date.getFullYear() === now.getFullYear();
  if (!narrow) return `${recent ? words.t(recent) : words.date(date, 'weekday')}, ${words.date(date, thisYear ? 'dayOfYear' : 'day')}`;
  if (recent) return words.t(recent);
  return words.t('day.narrow', { weekday: words.date(date, 'shortWeekday'), date: words.date(date, thisYear ? 'shortDayOfYear' : 'shortDay') });
}
