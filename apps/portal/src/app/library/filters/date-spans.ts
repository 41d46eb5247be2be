import { dayText, type LibraryFilter, startOf } from '../../images/library-filter';

export interface DateSpan {
  readonly label: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The stretches of time one mostly looks for, as of that day. */
export function dateSpans(now: Date, oldest: Date | null): readonly DateSpan[] {
  const ago = (days: number) => dayText(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  const years = oldest === null ? [] : Array.from({ length: Math.min(8, now.getFullYear() - oldest.getFullYear() + 1) }, (_, at) => now.getFullYear() - at);
  return [
    { label: 'Any date', from: null, to: null },
    { label: 'Today', from: ago(0), to: null },
    { label: 'Last 7 days', from: ago(6), to: null },
    { label: 'Last 30 days', from: ago(29), to: null },
    ...years.map((year) => ({ label: String(year), from: `${year}-01-01`, to: `${year}-12-31` })),
  ];
}

/** What the chip says. */
export function dateLabel({ from, to }: Pick<LibraryFilter, 'from' | 'to'>, spans: readonly DateSpan[], locale?: string): string {
  const known = spans.find((span) => span.from === from && span.to === to);
  if (known) return known.label;
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  if (from !== null && to !== null) return format.formatRange(startOf(from), startOf(to));
  return from === null ? `Until ${format.format(startOf(to ?? ''))}` : `From ${format.format(startOf(from))}`;
}
