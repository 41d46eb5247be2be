import * as z from 'zod';
import { noImage } from './generation-failure';
import type { GenerationOptions } from './image-generator';
import { decoded, type Download, type ReadAnswer, readAnswer } from './openai-answer';
import { PARTIAL_IMAGES } from './openai-parameters';
import { rasterTypeOf } from './raster-type';

const PartialEvent = z.object({
  type: z.literal('image_generation.partial_image'),
  b64_json: z.string(),
  partial_image_index: z.int().min(0).max(9),
});
const CompletedEvent = z.looseObject({ type: z.literal('image_generation.completed'), usage: z.unknown().optional() });

/** The image a stream ends in; a stream that ends without one has failed, however quietly. */
export async function readStream(
  events: AsyncIterable<unknown>,
  onPartial: NonNullable<GenerationOptions['onPartial']>,
  download: Download,
): Promise<ReadAnswer> {
  for await (const event of events) {
    const completed = CompletedEvent.safeParse(event);
    if (completed.success) return readAnswer({ data: [completed.data], usage: completed.data.usage }, 1, download);
    show(event, onPartial);
  }
  throw noImage('the stream ended without its image');
}

/** A glimpse that is no picture is not worth failing for: it is left out. */
function show(event: unknown, onPartial: NonNullable<GenerationOptions['onPartial']>): void {
  const partial = PartialEvent.safeParse(event);
  if (!partial.success) return;
  const bytes = decoded(partial.data.b64_json);
  if (bytes && rasterTypeOf(bytes)) onPartial({ index: partial.data.partial_image_index, of: PARTIAL_IMAGES, bytes });
}
