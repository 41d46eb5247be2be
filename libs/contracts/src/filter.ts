import * as z from 'zod';
import { MODEL_MAX, QUERY_MAX, TAG_MAX } from './limits';
import { Id, Line, Text, visible } from './primitives';
import { normalizeTag } from './text';

export const SHAPES = ['square', 'landscape', 'portrait'] as const;

export const ORDERS = ['newest', 'oldest'] as const;

export const Tag = visible(Line.trim().overwrite(normalizeTag).min(1).max(TAG_MAX));

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** ISO 8601. Where there is an offset, its `+` must be percent-encoded, as in every query. */
const Moment = z.union([z.iso.datetime({ offset: true }).max(40), z.iso.date().max(10)]);

/** Epoch milliseconds of the first moment that `from` takes in. */
export function beginningOf(from: string): number {
  return Date.parse(from);
}

/** Epoch milliseconds of the first moment that `to` leaves out. */
export function endOf(to: string): number {
  return Date.parse(to) + (DAY.test(to) ? DAY_MS : 0);
}

/** What narrows a list of images. All that are given must hold. */
export const filters = {
  q: Text.trim().min(1).max(QUERY_MAX).optional().describe('Words of the prompt, the title or the tags, or parts of words; every one must be there. Case, accents and full-width forms make no difference. The first 16 different words count'),
  model: Line.trim().min(1).max(MODEL_MAX).optional().describe('Made by this model; `getFacets` lists them'),
  shape: z.enum(SHAPES).optional().describe('As wide as high, wider or higher'),
  from: Moment.optional().describe('Made at this time or later: a date, which is the beginning of that day in UTC, or a time with `Z` or an offset'),
  to: Moment.optional().describe('Made before this time: a time with `Z` or an offset, or a date, of which the whole day in UTC belongs to it'),
  favorite: z.enum(['true', 'false']).optional().describe('Favourites alone, or all others'),
  source: z.enum(['generated', 'imported']).optional().describe('Generated here, or imported'),
  album: Id.optional().describe('In this album'),
  tag: Tag.optional().describe('With this tag, in lower case'),
};
export const Order = z.enum(ORDERS).default('newest').describe('By the time they were made');
export const Filters = z.strictObject(filters);
export type Filters = z.infer<typeof Filters>;
