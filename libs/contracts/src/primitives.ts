import * as z from 'zod';
import { CURSOR_MAX, PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, PATH_MAX } from './limits';
import { isVisible } from './text';

/** NUL is refused by PostgreSQL and half a surrogate pair is no text: both are the caller's mistake, told as such. */
export const Text = z
  .string()
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'must be well-formed text without NUL');

/** Line breaks and control characters have no place in a name. */
export const Line = Text.refine((text) => !/\p{Cc}/u.test(text), 'must be one line');

/** Refuses what nobody can see: spaces, format characters and fillers alone. */
export const visible = (text: z.ZodString) => text.refine(isVisible, 'must have a visible character');

/** The same for a text that may be left empty. */
export const visibleOrEmpty = (text: z.ZodString) => text.refine((given) => given === '' || isVisible(given), 'must be empty or have a visible character');

/** A whole number in a query, by decimal digits and nothing else: no sign, no space, no other notation. Where it has a default, that is a `prefault`, which the document tells. */
export const QueryNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text), z.int().min(min).max(max));

/** How many entries a page has at most. */
export const PageLimit = QueryNumber(1, PAGE_LIMIT_MAX).prefault(PAGE_LIMIT_DEFAULT).describe('Entries of a page, at most');

/** Where a page ends; opaque. */
export const Cursor = z.string().max(CURSOR_MAX);

export const Id = z.uuid().max(36).describe('A UUID (version 7) made by the server');
export const Timestamp = z.iso.datetime().max(24).describe('ISO 8601, UTC');

/** A path of this API, to be resolved against its address. */
export const Path = z.string().max(PATH_MAX);

export const IMAGE_NAME_PATTERN =
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.(png|jpg|webp)$/;

export const ImageName = z
  .string()
  .max(41)
  .regex(IMAGE_NAME_PATTERN)
  .describe('`{uuidv7}.{png|jpg|webp}`, made by the server alone');
