import type { Filters } from '@vitrine/contracts';
import { clip, foldText, hasWords, normalizeTag, searchWords } from '@vitrine/contracts/text';
import type { LibraryImage } from './library-image';

/** What of the library is shown, and in which order. It is kept in the address, by these names. */
export interface LibraryFilter {
  readonly q: string | null;
  readonly shape: NonNullable<Filters['shape']> | null;
  readonly model: string | null;
  /** Local calendar days, `2026-11-22`; both are part of what is shown. */
  readonly from: string | null;
  readonly to: string | null;
  readonly favorite: boolean;
  readonly source: NonNullable<Filters['source']> | null;
  readonly album: string | null;
  readonly tag: string | null;
  readonly order: 'newest' | 'oldest';
}

/** As the API takes it. */
export type LibraryQuery = Record<string, string> & Filters;

export const EVERYTHING: LibraryFilter = {
  q: null, shape: null, model: null, from: null, to: null, favorite: false, source: null, album: null, tag: null, order: 'newest',
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f-]{36}$/;
const QUERY_MAX = 200;
/** What the API refuses: NUL and lone surrogates; and in a line, all control characters. */
const NO_TEXT = /[\0\p{Cs}]/u;
const NO_LINE = /[\p{Cc}\p{Cs}]/u;

type Params = Readonly<Record<string, string | null | undefined>>;

/** Anything can stand in an address: what is no filter is passed over. */
export function filterOf(params: Params): LibraryFilter {
  const text = (name: string, max: number, unacceptable: RegExp) => {
    const given = params[name]?.trim() ?? '';
    return unacceptable.test(given) ? null : clip(given, max).trim() || null;
  };
  const tag = text('tag', 40, NO_LINE);
  return {
    q: text('q', QUERY_MAX, NO_TEXT),
    shape: oneOf(['square', 'landscape', 'portrait'] as const, params['shape']),
    model: text('model', 100, NO_LINE),
    from: dayIn(params['from']),
    to: dayIn(params['to']),
    favorite: params['favorite'] === 'true',
    source: oneOf(['generated', 'imported'] as const, params['source']),
    album: ID.test(params['album'] ?? '') ? params['album'] ?? null : null,
    tag: tag === null ? null : normalizeTag(tag),
    order: params['order'] === 'oldest' ? 'oldest' : 'newest',
  };
}

/** For the address: null takes a name out of it. */
export function paramsOf(filter: LibraryFilter): Record<string, string | null> {
  const { favorite, order, ...rest } = filter;
  return { ...rest, favorite: favorite ? 'true' : null, order: order === 'oldest' ? 'oldest' : null };
}

/** For the API. The order is not part of it: that is only a matter of from where one reads. */
export function queryOf(filter: LibraryFilter): LibraryQuery {
  const { favorite, from, to, order: _, ...rest } = filter;
  const given: Record<string, string | null> = {
    ...rest,
    from: from === null ? null : startOf(from).toISOString(),
    to: to === null ? null : startOf(to, 1).toISOString(),
    favorite: favorite ? 'true' : null,
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null)) as LibraryQuery;
}

/** Whether anything is left out. */
export function narrows(filter: LibraryFilter): boolean {
  return Object.keys(queryOf(filter)).length > 0;
}

/** Whether an image kept here is shown, by the rules the server has for its own. */
export function matches(image: LibraryImage, filter: LibraryFilter): boolean {
  const { from, to, ...query } = queryOf(filter) as Filters;
  const tests: Record<keyof typeof query, (wanted: string) => boolean> = {
    q: (words) => holdsWords(image, words),
    shape: (shape) => shape === shapeOf(image),
    model: (model) => image.model === model,
    favorite: () => image.favorite,
    source: (source) => image.source === source,
    album: () => false,
    tag: (wanted) => image.tags.some((tag) => tag.normalize() === wanted),
  };
  const at = image.createdAt;
  return (from === undefined || at >= from) && (to === undefined || at < to)
    && Object.entries(query).every(([name, wanted]) => tests[name as keyof typeof query](String(wanted)));
}

/** Local midnight of that day, or some days later. */
export function startOf(day: string, later = 0): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 1970, (month ?? 1) - 1, (date ?? 1) + later);
}

export function dayText(at: Date): string {
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function holdsWords({ prompt, title, tags }: LibraryImage, words: string): boolean {
  return hasWords(foldText([prompt, title ?? '', ...tags].join('\n')), searchWords(words));
}

function shapeOf({ width, height }: LibraryImage): LibraryFilter['shape'] {
  return width === height ? 'square' : width > height ? 'landscape' : 'portrait';
}

function oneOf<T extends string>(choices: readonly T[], value: string | null | undefined): T | null {
  return choices.find((choice) => choice === value) ?? null;
}

function dayIn(value: string | null | undefined): string | null {
  return value && DAY.test(value) && dayText(startOf(value)) === value ? value : null;
}
