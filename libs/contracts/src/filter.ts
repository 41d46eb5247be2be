import * as z from 'zod';
import { QUERY_MAX, TAG_MAX } from './limits';
import { Id, Line, Text } from './primitives';

export const SHAPES = ['square', 'landscape', 'portrait'] as const;

export const ORDERS = ['newest', 'oldest'] as const;

export const Tag = Line.trim().toLowerCase().min(1).max(TAG_MAX);

/** What narrows a list of images. All that are given must hold. */
export const filters = {
  q: Text.trim().min(1).max(QUERY_MAX).optional().describe('Words of the prompt, the title or the tags; every word must be there'),
  model: Line.trim().min(1).max(100).optional(),
  shape: z.enum(SHAPES).optional(),
  from: z.iso.datetime().optional().describe('Made at this time or later'),
  to: z.iso.datetime().optional().describe('Made before this time'),
  favorite: z.enum(['true', 'false']).optional(),
  source: z.enum(['generated', 'imported']).optional(),
  album: Id.optional(),
  tag: Tag.optional(),
};
export const Filters = z.strictObject(filters);
export type Filters = z.infer<typeof Filters>;
