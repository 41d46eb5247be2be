/** What the grid is laid out from: column by column, in the order shown. It needs no image's details. */
export interface LibraryIndex {
  readonly names: readonly string[];
  /** Width / height. */
  readonly aspects: ArrayLike<number>;
  /** Local calendar days as `dayOf` counts them, never rising or never falling. */
  readonly days: ArrayLike<number>;
}

export const EMPTY_INDEX: LibraryIndex = { names: [], aspects: [], days: [] };

const DAY_MS = 86_400_000;

/** Days since 1970 in the calendar of this device. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / DAY_MS);
}

/** Noon of that day, so that no change of clocks moves it into another. */
export function dateOf(day: number): Date {
  const utc = new Date(day * DAY_MS);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
}

interface Timed {
  readonly names: readonly string[];
  readonly aspects: ArrayLike<number>;
  /** Epoch seconds. */
  readonly times: ArrayLike<number>;
}

/** The days are those of this device, as its calendar and its clock have them. */
export function indexOf({ names, aspects, times }: Timed): LibraryIndex {
  const days = new Int32Array(names.length);
  // Neighbours mostly share their day, and asking the calendar is what costs.
  let [day, from, to] = [0, Infinity, -Infinity];
  for (let at = 0; at < days.length; at++) {
    const time = (times[at] ?? 0) * 1000;
    if (time < from || time >= to) {
      const date = new Date(time);
      day = dayOf(date);
      from = new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
      to = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
    }
    days[at] = day;
  }
  return { names, aspects, days };
}
