import type { Words } from '../../i18n/words';
import { dayText, type LibraryFilter, startOf } from '../../images/library-filter';

export interface DateSpan {
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The stretches of time one mostly looks for, as of that day. */
export function dateSpans(now: Date, oldest: Date | null, words: Words): readonly DateSpan[] {
  const ago = (days: number) => dayText(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  const years = oldest === null ? [] : Array.from({ length: Math.min(8, now.getFullYear() - oldest.getFullYear() + 1) }, (_, at) => now.getFullYear() - at);
  return [
    { label: words.t('filter.anyDate'), from: null, to: null },
    { label: words.t('day.today'), from: ago(0), to: null },
    { label: words.t('filter.lastDays', { count: 7 }), from: ago(6), to: null },
    { label: words.t('filter.lastDays', { count: 30 }), from: ago(29), to: null },
    ...years.map((year) => ({ label: String(year), from: `${year}-01-01`, to: `${year}-12-31` })),
  ];
}

/** What the chip says. */
export function dateLabel({ from, to }: Pick<LibraryFilter, 'from' | 'to'>, spans: readonly DateSpan[], words: Words): string {
  const known = spans.find((span) => span.from === from && span.to === to);
  if (known) return known.label;
  if (from !== null && to !== null) return words.dateRange(startOf(from), startOf(to), 'shortDay');
  return from === null ? words.t('filter.until', { day: words.date(startOf(to ?? ''), 'shortDay') }) : words.t('filter.from', { day: words.date(startOf(from), 'shortDay') });
}
