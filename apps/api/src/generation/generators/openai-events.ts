import * as z from 'zod';
import { noImage } from './generation-failure';
import type { GeneratedImage, GenerationOptions, GenerationUsage } from './image-generator';
import { type AnswerContext, itemsOf, type ReadAnswer, readAnswer, usageIn } from './openai-answer';
import { decodeBase64 } from './openai-base64';
import { PARTIAL_IMAGES } from './openai-parameters';
import { isPreview } from './openai-preview';
import { PartialEvent, ProvisionalImages } from './openai-provisional-images';
import { rasterTypeOf } from './raster-type';

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
  const provisional = new ProvisionalImages(context);
  let isRead = false;
  for await (const event of events) {
    const placed = placedIn(event);
    if (placed && !isPreview(event)) {
      isRead = true;
      yield await readPlaced(event, placed, context);
    } else if (provisional.look(event, placed ?? [])) break;
    else show(event, onPartial);
  }
  if (!isRead) yield* readProvisional(provisional, context);
  if (provisional.failure) throw provisional.failure;
}

async function* readProvisional({ images }: ProvisionalImages, context: AnswerContext): AsyncGenerator<ReadAnswer> {
  if (images.length > 0) yield await readAnswer(images, context);
}

/** The images of an event in the places where services have finished ones. */
function placedIn(event: unknown): unknown[] | null {
  const items = itemsOf(event);
  if (items?.some(isImage)) return items;
  const final = FinalEvent.safeParse(event);
  return final.success ? [final.data] : null;
}

async function readPlaced(event: unknown, placed: readonly unknown[], context: AnswerContext): Promise<ReadAnswer> {
  const { images } = await readAnswer(placed, context);
  return { images, usage: usageIn(event) };
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
