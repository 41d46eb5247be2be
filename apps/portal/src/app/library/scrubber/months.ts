import { type GridLayout, rowOf } from '../layout/grid-layout';
import { dateOf, type LibraryIndex } from '../layout/library-index';

/** A month of the library, and where its first image stands. */
export interface Month {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
  /** How far one scrolls to have its first heading at the top. */
  readonly top: number;
}

/** In the order shown. */
export function monthsOf({ days, names }: LibraryIndex, layout: GridLayout): readonly Month[] {
  const months: Month[] = [];
  for (let at = 0; at < names.length; at = endOf(days, at, names.length)) {
    const date = dateOf(days[at] ?? 0);
    const last = months.at(-1);
    if (last?.year === date.getFullYear() && last.month === date.getMonth()) continue;
    const heading = Math.max(0, rowOf(layout, at) - 1);
    months.push({ year: date.getFullYear(), month: date.getMonth(), top: layout.tops[heading] ?? 0 });
  }
  return months;
}

/** The month that is at the top of the view. */
export function monthAt(months: readonly Month[], top: number): number {
  let [low, high] = [0, months.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((months[middle]?.top ?? Infinity) <= top + 1) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

export interface Mark {
  /** From 0 at the top of the track to 1 at its end. */
  readonly at: number;
  /** Null: only a dot, as there is no room for words. */
  readonly month: Month | null;
  /** The first month shown of another year says the year instead. */
  readonly newYear: boolean;
}

/** Where each month stands on the track. Words keep `apart` pixels from each other, dots a third of it. */
export function marksOf(months: readonly Month[], height: number, track: number, apart: number): readonly Mark[] {
  const marks: Mark[] = [];
  let [words, dots, year] = [-Infinity, -Infinity, months[0]?.year];
  for (const month of months) {
    const at = height > 0 ? month.top / height : 0;
    const y = at * track;
    if (y - words >= apart) {
      marks.push({ at, month, newYear: month.year !== year });
      [words, dots, year] = [y, y, month.year];
    } else if (y - dots >= apart / 3) {
      marks.push({ at, month: null, newYear: false });
      dots = y;
    }
  }
  return marks;
}

function endOf(days: ArrayLike<number>, start: number, count: number): number {
  let end = start + 1;
  while (end < count && days[end] === days[start]) end++;
  return end;
}
