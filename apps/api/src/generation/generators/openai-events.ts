import * as z from 'zod';
import { noImage } from './generation-failure';
import type { GeneratedImage, GenerationOptions, GenerationUsage } from './image-generator';
import { type AnswerContext, errorOf, itemsOf, type ReadAnswer, readAnswer, usageOf } from './openai-answer';
import { decodeBase64 } from './openai-base64';
import { imagesWithin } from './openai-image-search';
import { PARTIAL_IMAGES } from './openai-parameters';
import { rasterTypeOf } from './raster-type';

/** `image_generation.partial_image`, or an edit's. */
const PartialEvent = z.object({ type: z.string().endsWith('.partial_image'), b64_json: z.string(), partial_image_index: z.int().min(0).max(9) });
/** Of any service. */
const PreviewEvent = z.object({ type: z.string().regex(/partial|preview|progress/i) });
/** Or the reason why there is none. */
const AnyImage = z.looseObject({}).refine(({ b64_json, url, error }) => [b64_json, url].some((field) => typeof field === 'string' && field !== '') || (error ?? null) !== null);
/** Any other event that holds an image holds a finished one. */
const FinalEvent = z.looseObject({ type: z.string().refine((type) => !type.endsWith('.partial_image')).nullish() }).refine(({ b64_json, url }) => [b64_json, url].some((field) => typeof field === 'string' && field !== ''));

type OnPartial = NonNullable<GenerationOptions['onPartial']>;

/** The images that events end in. Events that end without one have failed, however quietly. */
export async function readEvents(events: AsyncIterable<unknown>, context: AnswerContext, onPartial: OnPartial | undefined): Promise<ReadAnswer> {
  const images: GeneratedImage[] = [];
  let usage: GenerationUsage | null = null;
  try {
    for await (const read of answersIn(events, context, onPartial)) {
      images.push(...read.images);
      usage = read.usage ?? usage;
      if (images.length >= context.count) break;
    }
  } catch (error) {
    // Those that came were made and billed, and are kept.
    if (images.length === 0) throw error;
    context.onLost(error);
  }
  if (images.length === 0) throw noImage('the events ended without an image');
  return { images: images.slice(0, context.count), usage };
}

async function* answersIn(events: AsyncIterable<unknown>, context: AnswerContext, onPartial: OnPartial | undefined): AsyncGenerator<ReadAnswer> {
  let nothingMade = true;
  let isRead = false;
  let others: string[] = [];
  for await (const event of events) {
    const read = await readEvent(event, context, nothingMade);
    isRead ||= read !== null;
    if (read) yield read;
    else show(event, onPartial);
    nothingMade &&= !PartialEvent.safeParse(event).success;
    if (!isRead) others = [...others, ...otherImagesIn(event)].slice(-context.count);
  }
  if (!isRead && others.length > 0) yield await readAnswer(others, context);
}

/** Images in places of their own: they count once the events have ended without another, as any but the last may be a preview. */
function otherImagesIn(event: unknown): string[] {
  return PreviewEvent.safeParse(event).success ? [] : imagesWithin(event);
}

/** A finished image, or a whole answer; null for an event that is neither. */
async function readEvent(event: unknown, context: AnswerContext, nothingMade: boolean): Promise<ReadAnswer | null> {
  if (itemsOf(event)?.some(isImage)) return readAnswer(event, context);
  const final = FinalEvent.safeParse(event);
  if (!final.success) {
    const failure = errorOf(event, context, nothingMade);
    if (failure) throw failure;
    return null;
  }
  const { images } = await readAnswer([final.data], context);
  return { images, usage: usageOf(final.data['usage']) };
}

/** Other events have `data` too, about how far the image is. */
function isImage(item: unknown): boolean {
  return typeof item === 'string' || AnyImage.safeParse(item).success;
}

/** A preview that is no picture is left out: it is not worth a failure. */
function show(event: unknown, onPartial: OnPartial | undefined): void {
  const partial = PartialEvent.safeParse(event);
  if (!partial.success || !onPartial) return;
  const bytes = decodeBase64(partial.data.b64_json);
  if (bytes && rasterTypeOf(bytes)) onPartial({ index: partial.data.partial_image_index, of: PARTIAL_IMAGES, bytes });
}
