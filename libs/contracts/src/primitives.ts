import * as z from 'zod';

/** NUL is refused by PostgreSQL and half a surrogate pair is no text: both are the caller's mistake, told as such. */
export const Text = z
  .string()
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'must be well-formed text without NUL');

/** Line breaks and control characters have no place in a name. */
export const Line = Text.refine((text) => !/\p{Cc}/u.test(text), 'must be one line');

/** A whole number in a query, by decimal digits and nothing else: no sign, no space, no other notation. Where it has a default, that is a `prefault`, which the document tells. */
export const QueryNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess((text) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text), z.int().min(min).max(max));

export const Id = z.uuid().describe('A UUID (version 7) made by the server');
export const Timestamp = z.iso.datetime().describe('ISO 8601, UTC');

export const IMAGE_NAME_PATTERN =
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\.(png|jpg|webp)$/;

export const ImageName = z
  .string()
  .regex(IMAGE_NAME_PATTERN)
  .describe('`{uuidv7}.{png|jpg|webp}`, made by the server alone');
