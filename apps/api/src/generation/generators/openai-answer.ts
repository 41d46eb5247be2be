import { REVISED_PROMPT_MAX } from '@vitrine/contracts';
import * as z from 'zod';
import { noImage } from './generation-failure';
import type { GeneratedImage, GenerationUsage } from './image-generator';

/** NUL and half surrogates would not survive every database. */
const RevisedPrompt = z
  .string()
  .transform((text) => text.replaceAll('\0', '').toWellFormed().slice(0, REVISED_PROMPT_MAX).trim() || null)
  .nullish()
  .catch(null);

const Item = z.object({ b64_json: z.string().nullish(), url: z.string().nullish(), revised_prompt: RevisedPrompt });
type Item = z.infer<typeof Item>;
const Answer = z.object({ data: z.array(Item).min(1), usage: z.unknown().optional() });

const Usage = z.object({ input_tokens: z.int().min(0), output_tokens: z.int().min(0), total_tokens: z.int().min(0) });

export interface ReadAnswer {
  readonly images: readonly GeneratedImage[];
  readonly usage: GenerationUsage | null;
}
/** Fetches what an answer gave by address. */
export type Download = (url: string) => Promise<Uint8Array>;

/** The images of an answer, or a failure: a status of 200 alone is no image. */
export async function readAnswer(answer: unknown, count: number, download: Download): Promise<ReadAnswer> {
  const read = Answer.safeParse(answer);
  if (!read.success) throw noImage(`the answer is not of the expected shape (${shapeOf(answer)})`);
  const settled = await Promise.allSettled(read.data.data.slice(0, count).map((item) => imageOf(item, download)));
  const images = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // One slot of several may be empty; those that came were made and billed, and are kept.
  const [first] = settled;
  if (images.length === 0) throw first?.status === 'rejected' ? first.reason : noImage('the answer holds no image');
  return { images, usage: usageOf(read.data.usage) };
}

async function imageOf({ b64_json, url, revised_prompt }: Item, download: Download): Promise<GeneratedImage> {
  const revisedPrompt = revised_prompt ?? null;
  const bytes = b64_json ? decoded(b64_json) : url ? await download(url) : null;
  if (!bytes) throw noImage(b64_json ? 'the image is not valid base64' : 'an image of the answer has neither bytes nor an address');
  return { bytes, revisedPrompt };
}

/** Null for what is no base64: the decoder itself skips what it does not know. */
export function decoded(base64: string): Uint8Array | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > 0 && bytes.length === Buffer.byteLength(base64, 'base64') ? bytes : null;
}

export function usageOf(usage: unknown): GenerationUsage | null {
  const read = Usage.safeParse(usage);
  if (!read.success) return null;
  const { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: totalTokens } = read.data;
  return { inputTokens, outputTokens, totalTokens };
}

function shapeOf(answer: unknown): string {
  if (typeof answer === 'string') return `text that begins with ${JSON.stringify(answer.slice(0, 20))}`;
  if (typeof answer !== 'object' || answer === null) return typeof answer;
  return 'data' in answer && Array.isArray(answer.data) ? `${String(answer.data.length)} images` : 'no data';
}
