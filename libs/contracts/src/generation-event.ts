import * as z from 'zod';
import { Generation } from './generation';
import { Image } from './image';
import { PREVIEW_BASE64_MAX } from './limits';

/** A glimpse of an image under way, small enough for an event. */
export const Preview = z
  .object({
    index: z.int().min(0).describe('From 0'),
    of: z.int().min(1).describe('How many were asked for; fewer may come'),
    mimeType: z.literal('image/webp'),
    image: z.base64().max(PREVIEW_BASE64_MAX).describe('The bytes, without a `data:` prefix'),
  })
  .meta({ id: 'Preview' });
export type Preview = z.infer<typeof Preview>;

/**
 * What is sent while one watches a generation: `event` is the event's name, `data` its data as JSON.
 * `queued` and `running` come again when the progress in them has changed; `done` or `failed` is the last.
 */
export const GenerationEvent = z
  .discriminatedUnion('event', [
    z.object({ event: z.literal('queued'), data: Generation }),
    z.object({ event: z.literal('running'), data: Generation }),
    z.object({ event: z.literal('partial'), data: Preview }),
    z.object({ event: z.literal('saved'), data: Image }),
    z.object({ event: z.literal('done'), data: Generation }),
    z.object({ event: z.literal('failed'), data: Generation.describe('Failed, cancelled or interrupted') }),
  ])
  .meta({ id: 'GenerationEvent' });
export type GenerationEvent = z.infer<typeof GenerationEvent>;
