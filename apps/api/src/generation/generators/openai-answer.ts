import { clip, REVISED_PROMPT_MAX } from '@vitrine/contracts';
import * as z from 'zod';
import { invalidImage, noImage } from './generation-failure';
import type { GeneratedImage, GenerationUsage } from './image-generator';
import { decodeBase64, decodeEscaped, isDataUrl, isImageText } from './openai-base64';
import { AnsweredError, readError } from './openai-error';
import { failureFields } from './openai-event-status';
import { isFault, isSomething } from './openai-error-in';
import { imagesWithin } from './openai-image-search';
import { isPreview } from './openai-preview';
import { reasonOf } from './openai-reason';

/** Control characters but for line breaks and tabs, NUL among them, and what turns the direction of the text around it. */
const UNSHOWN = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Half surrogates would not survive every database. */
const RevisedPrompt = z
  .string()
  .transform((text) => clip(text.replace(UNSHOWN, '').toWellFormed(), REVISED_PROMPT_MAX).trim() || null)
  .nullish()
  .catch(null);
const Text = z.string().nullish().catch(null);

/** An image as an object, or as its base64 or its address alone. */
const Item = z
  .preprocess(fieldsOf, z.object({ b64_json: Text, url: Text, revised_prompt: RevisedPrompt, error: z.unknown().optional() }))
  .catch({ b64_json: null, url: null, revised_prompt: null });
type Item = z.infer<typeof Item>;
/** What services call the bytes of an image, or its address. */
const BYTES_FIELDS = ['b64_json', 'b64', 'base64', 'image', 'output'];
const MORE_ITEMS_MAX = 10;

const Usage = z.object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0), total_tokens: z.int().min(0) });

export interface ReadAnswer {
  readonly images: readonly GeneratedImage[];
  readonly usage: GenerationUsage | null;
}

export interface AnswerContext {
  /** How many images were asked for; what comes beyond them is left out. */
  readonly count: number;
  /** Fetches what an answer gave by address. */
  readonly download: (address: string) => Promise<Uint8Array>;
  /** Called for each image that could not be read while others could. */
  readonly onLost: (failure: unknown) => void;
  readonly headers: Headers;
}

/** The images of an answer, or a failure: a status of 200 alone is no image. */
export async function readAnswer(answer: unknown, context: AnswerContext): Promise<ReadAnswer> {
  const items = knownItemsOf(answer, context);
  const settled = await settledOf(items ?? [], context);
  const images = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  // One slot of several may be empty; those that came were made and billed, and are kept.
  if (images.length > 0) for (const failure of failures) context.onLost(failure);
  else throw failures[0] ?? errorOf(answer, context) ?? noImage(items === null ? 'the answer has no images' : 'the answer has 0 images');
  return { images, usage: usageIn(answer) };
}

/** As many as were asked for; those after them are read in the place of the unreadable. */
async function settledOf(items: readonly unknown[], context: AnswerContext): Promise<PromiseSettledResult<GeneratedImage>[]> {
  const read = (some: readonly unknown[]) => Promise.allSettled(some.map((item) => imageOf(Item.parse(item), context)));
  const settled = await read(items.slice(0, context.count));
  for (const item of items.slice(context.count, context.count + MORE_ITEMS_MAX)) {
    if (settled.filter(({ status }) => status === 'fulfilled').length >= context.count) break;
    settled.push(...(await read([item])));
  }
  return settled;
}

/** Those of the places where services have their images; where none is there and nothing says why, those that are found anywhere. */
function knownItemsOf(answer: unknown, context: AnswerContext): readonly unknown[] | null {
  const items = itemsOf(answer) ?? imageAlone(answer);
  if (items?.some(isImage) || errorOf(answer, context)) return items && withoutPreviews(items);
  const { results, previews } = imagesWithin(answer);
  return [results, previews].find((found) => found.length > 0) ?? items;
}

/** Where there are only previews, they are what was made. */
function withoutPreviews(items: readonly unknown[]): readonly unknown[] {
  const others = items.filter((item) => !isPreview(item));
  return others.some(isImage) ? others : items;
}

function isImage(item: unknown): boolean {
  const { b64_json, url } = Item.parse(item);
  return [b64_json, url].some((text) => (text ?? '') !== '');
}

/** A text that is neither an image nor an address may be any sentence. */
function imageAlone(answer: unknown): unknown[] | null {
  if (typeof answer === 'string') return /^https?:\/\//i.test(answer) || isImageText(answer) ? [answer] : null;
  return isImage(answer) ? [answer] : null;
}

function fieldsOf(item: unknown): unknown {
  if (typeof item === 'string') return { b64_json: item, url: item };
  if (typeof item !== 'object' || item === null) return item;
  const address = property(item, 'image_url');
  const texts = (values: unknown[]) => values.find((value) => typeof value === 'string' && value !== '') ?? null;
  return { ...item, b64_json: texts(BYTES_FIELDS.map((name) => property(item, name))), url: texts([property(item, 'url'), address, property(address, 'url')]) };
}

/** Null where an answer has no place for images. */
export function itemsOf(answer: unknown): unknown[] | null {
  if (Array.isArray(answer)) return answer;
  const lists = [property(answer, 'data'), property(answer, 'images')];
  const items = lists.find(isSomething) ?? lists.find((list) => list !== undefined && list !== null);
  if (items === undefined || items === null) return null;
  return Array.isArray(items) ? items : [items];
}

/**
 * An error that came in the place of images, whatever the status was: marked as one, or with a code that means one.
 * `nothingMade`: no part of an answer was made before it.
 */
export function errorOf(answer: unknown, { headers }: Pick<AnswerContext, 'headers'>, nothingMade = true): AnsweredError | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const error = readError(answer, null, headers);
  return isMarkedError(answer) || reasonOf(error).kind !== 'failed' ? new AnsweredError(error, nothingMade && !isPaid(answer)) : null;
}

/** As `errorOf`, for an event that says by its type or its status that the generation has failed. */
export function failureIn(event: unknown, { headers }: Pick<AnswerContext, 'headers'>, nothingMade: boolean): AnsweredError | null {
  const fields = failureFields(event);
  return fields && new AnsweredError(readError(fields, null, headers), nothingMade && !isPaid(event));
}

function isPaid(answer: unknown): boolean {
  return isSomething(property(answer, 'usage')) || isSomething(itemsOf(answer));
}

function isMarkedError(answer: unknown): boolean {
  return property(answer, 'type') === 'error' || ['error', 'errors'].some((name) => isFault(property(answer, name)));
}

export function usageIn(answer: unknown): GenerationUsage | null {
  const read = Usage.safeParse(property(answer, 'usage'));
  if (!read.success) return null;
  const { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: totalTokens } = read.data;
  return { inputTokens, outputTokens, totalTokens };
}

async function imageOf(item: Item, context: AnswerContext): Promise<GeneratedImage> {
  const bytes = bytesOf(item) ?? (await downloaded(item, context));
  const refused = bytes ? null : errorOf(item, context, false);
  if (refused) throw refused;
  if (!bytes) throw item.b64_json || item.url ? invalidImage('the image is not valid base64') : noImage('an image of the answer has neither bytes nor an address');
  return { bytes, revisedPrompt: item.revised_prompt ?? null };
}

/** From whichever field holds them; an address is a data URL in some answers. */
function bytesOf({ b64_json, url }: Item): Uint8Array | null {
  const texts = [b64_json, url && isDataUrl(url) ? url : null];
  return texts.map((text) => (text ? decodeBase64(text) ?? decodeEscaped(text) : null)).find((bytes) => bytes !== null) ?? null;
}

function downloaded({ b64_json, url }: Item, { download }: AnswerContext): Promise<Uint8Array> | null {
  const address = [url, b64_json].find((text) => text && !isDataUrl(text) && (text === url || /^https?:\/\//i.test(text)));
  return address ? download(address) : null;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
