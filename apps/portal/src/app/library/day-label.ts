import { dateOf, dayOf } from './layout/library-index';

/** "Today, 22 November", "Friday, 20 November", "Monday, 3 March 2025"; on a narrow screen "Today", "Fri 20 Nov". */
export function dayLabel(day: number, now: Date, narrow: boolean, locale?: string): string {
  const today = dayOf(now);
  const recent = day === today ? 'Today' : day === today - 1 ? 'Yesterday' : null;
  if (narrow && recent) return recent;
  const date = dateOf(day);
  const year = date.getFullYear() === now.getFullYear() ? null : String(date.getFullYear());
  const part = (options: Intl.DateTimeFormatOptions) => formatOf(locale, options).format(date);
  if (narrow) return [part({ weekday: 'short' }), date.getDate(), part({ month: 'short' }), year].filter(Boolean).join(' ');
  const named = [date.getDate(), part({ month: 'long' }), year].filter(Boolean).join(' ');
  return `${recent ?? part({ weekday: 'long' })}, ${named}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it, and every heading in sight uses two whenever the grid is drawn. */
function formatOf(locale: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}
