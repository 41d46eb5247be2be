import type { LibraryIndex } from '@vitrine/contracts';

/** One line of the index: enough to give an image its place before anything else is known of it. */
export interface Entry {
  readonly name: string;
  /** Epoch seconds. */
  readonly time: number;
  /** Width / height. */
  readonly aspect: number;
}

/** Many entries, column by column; newest first unless said otherwise. */
export interface Columns {
  readonly names: readonly string[];
  readonly times: readonly number[];
  readonly aspects: readonly number[];
}

export const NO_COLUMNS: Columns = { names: [], times: [], aspects: [] };

export function columnsOf({ names, times, widths, heights }: Pick<LibraryIndex, 'names' | 'times' | 'widths' | 'heights'>): Columns {
  return { names, times, aspects: widths.map((width, at) => width / (heights[at] ?? 1)) };
}

interface Dated {
  readonly filename: string;
  readonly createdAt: string;
  readonly width: number;
  readonly height: number;
}

export function entryOf({ filename, createdAt, width, height }: Dated): Entry {
  return { name: filename, time: Math.floor(Date.parse(createdAt) / 1000), aspect: width / height };
}

/** Each entry in its place by time; it replaces what had its name. */
export function withEntries(columns: Columns, entries: readonly Entry[]): Columns {
  if (entries.length === 0) return columns;
  const rest = lacking(columns, new Set(entries.map(({ name }) => name)));
  const fresh = [...entries].sort(newestFirst);
  const merged = { names: [] as string[], times: [] as number[], aspects: [] as number[] };
  const take = ({ name, time, aspect }: Entry) => { merged.names.push(name); merged.times.push(time); merged.aspects.push(aspect); };
  let next = 0;
  for (let at = 0; at < rest.names.length; at++) {
    const here = entryAt(rest, at);
    for (let one = fresh[next]; one && newestFirst(one, here) < 0; one = fresh[++next]) take(one);
    take(here);
  }
  fresh.slice(next).forEach(take);
  return merged;
}

/** The same columns when none of the names is among them. */
export function lacking(columns: Columns, names: ReadonlySet<string>): Columns {
  return names.size === 0 ? columns : only(columns, (name) => !names.has(name));
}

export function only(columns: Columns, wanted: (name: string) => boolean): Columns {
  const kept: number[] = [];
  columns.names.forEach((name, at) => { if (wanted(name)) kept.push(at); });
  if (kept.length === columns.names.length) return columns;
  const { names, times, aspects } = columns;
  return { names: kept.map((at) => names[at] ?? ''), times: kept.map((at) => times[at] ?? 0), aspects: kept.map((at) => aspects[at] ?? 1) };
}

/** Oldest first. */
export function reversed({ names, times, aspects }: Columns): Columns {
  return { names: [...names].reverse(), times: [...times].reverse(), aspects: [...aspects].reverse() };
}

function entryAt({ names, times, aspects }: Columns, at: number): Entry {
  return { name: names[at] ?? '', time: times[at] ?? 0, aspect: aspects[at] ?? 1 };
}

/** Names begin with the time they were made, to the millisecond. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.time !== b.time) return b.time - a.time;
  return a.name < b.name ? 1 : a.name > b.name ? -1 : 0;
}
