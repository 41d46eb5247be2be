import * as z from 'zod';
import { Image } from './image';
import { BACKGROUNDS, FORMATS, IMAGE_COUNT_MAX, PROMPT_MAX, QUALITIES, SIZES } from './limits';
import { Id, Text, Timestamp, visible } from './primitives';
import { Problem } from './problem';

export const GenerateImage = z
  .strictObject({
    prompt: visible(Text.trim().min(1).max(PROMPT_MAX)),
    size: z.enum(SIZES).default('auto'),
    quality: z.enum(QUALITIES).default('auto'),
    background: z.enum(BACKGROUNDS).default('auto'),
    format: z.enum(FORMATS).default('png'),
    count: z.int().min(1).max(IMAGE_COUNT_MAX).default(1),
    conversationId: Id.optional().describe('The thread to add to; without it a new one is begun'),
  })
  .meta({ id: 'GenerateImage' });
/** As the API reads it, defaults filled in. */
export type GenerateImage = z.infer<typeof GenerateImage>;
/** As a client sends it. */
export type GenerateImageInput = z.input<typeof GenerateImage>;

export const GENERATION_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;

export const GENERATION_STAGES = ['waiting', 'drawing', 'refining', 'saving'] as const;

/** How far a generation is, as far as it is known; never a guess. */
export const GenerationProgress = z
  .object({
    stage: z.enum(GENERATION_STAGES),
    ahead: z.int().min(0).nullable().describe('While waiting: how many generations will begin before it'),
    preview: z.int().min(1).nullable().describe('While refining: the number of the newest preview'),
    previews: z.int().min(1).nullable().describe('While refining: how many previews were asked for; fewer may come'),
  })
  .meta({ id: 'GenerationProgress' });
export type GenerationProgress = z.infer<typeof GenerationProgress>;

export const Generation = z
  .object({
    id: Id,
    conversationId: Id,
    prompt: z.string().max(PROMPT_MAX),
    size: z.enum(SIZES),
    quality: z.enum(QUALITIES),
    background: z.enum(BACKGROUNDS),
    format: z.enum(FORMATS),
    count: z.int().min(1).max(IMAGE_COUNT_MAX),
    status: z.enum(GENERATION_STATUSES),
    images: z.array(Image).max(IMAGE_COUNT_MAX).describe('Those in the trash have `deletedAt`'),
    removedImages: z.int().min(0).describe('How many of its images are gone for good'),
    progress: GenerationProgress.nullable().describe('Null once it has ended'),
    problem: Problem.nullable(),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Generation' });
export type Generation = z.infer<typeof Generation>;
export type GenerationStatus = Generation['status'];
