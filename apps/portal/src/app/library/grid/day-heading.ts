import type { Words } from '../../i18n/words';
import { dayLabel } from '../day-label';
import type { LibraryIndex } from '../layout/library-index';

interface Around {
  readonly narrow: boolean;
  /** The index holds everything. */
  readonly complete: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly words: Words;
}

export interface DayHeading {
  readonly text: string;
  /** Null while more of that day may follow. */
  readonly count: number | null;
  /** All of that day are selected. */
  readonly chosen: boolean;
}

export function headingOf(index: LibraryIndex, first: number, { narrow, complete, chosen, words }: Around): DayHeading {
  const end = endOfDay(index, first);
  return {
    text: dayLabel(index.days[first] ?? 0, new Date(), narrow, words),
    count: end < index.names.length || complete ? end - first : null,
    chosen: chosen.size >= end - first && index.names.slice(first, end).every((name) => chosen.has(name)),
  };
}

/** The place after the last image of the day that one belongs to. */
export function endOfDay({ days, names }: LibraryIndex, place: number): number {
  let end = place;
  while (end < names.length && days[end] === days[place]) end++;
  return end;
}
