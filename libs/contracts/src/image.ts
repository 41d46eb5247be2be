import * as z from 'zod';
import { filters, Order } from './filter';
import { BULK_MAX, MODEL_MAX, PAGE_LIMIT_MAX, PROMPT_MAX, QUALITY_MAX, REVISED_PROMPT_MAX, TAG_MAX, TAGS_PER_IMAGE_MAX, THUMBHASH_MAX, TITLE_MAX } from './limits';
import { Cursor, Id, ImageName, PageLimit, Path, Timestamp } from './primitives';

export const MIME_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Absent values are `null`, never missing. */
export const Image = z
  .object({
    filename: ImageName,
    url: Path.describe('`/api/ai/images/{filename}`'),
    thumbnailUrl: Path.describe('`url` with `?size=512`'),
    prompt: z.string().max(PROMPT_MAX),
    revisedPrompt: z.string().max(REVISED_PROMPT_MAX).nullable(),
    title: z.string().max(TITLE_MAX).nullable(),
    provider: z.string().max(MODEL_MAX),
    model: z.string().max(MODEL_MAX),
    quality: z.string().max(QUALITY_MAX).nullable(),
    width: z.int().min(1).describe('Pixels'),
    height: z.int().min(1).describe('Pixels'),
    bytes: z.int().min(1),
    mimeType: z.enum(MIME_TYPES),
    sha256: z.string().length(64).regex(/^[0-9a-f]{64}$/),
    thumbhash: z.string().max(THUMBHASH_MAX).nullable().describe('Base64; null until the thumbnails are made'),
    favorite: z.boolean(),
    tags: z.array(z.string().max(TAG_MAX)).max(TAGS_PER_IMAGE_MAX),
    source: z.enum(['generated', 'imported']),
    contentCredentials: z.boolean().describe('The file carries C2PA content credentials'),
    generationId: Id.nullable(),
    conversationId: Id.nullable(),
    createdAt: Timestamp,
    deletedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Image' });
export type Image = z.infer<typeof Image>;

export const ImagePage = z
  .object({
    images: z.array(Image).max(PAGE_LIMIT_MAX),
    nextCursor: Cursor.nullable(),
    total: z.int().min(0).describe('All images of this list, not of this page'),
  })
  .meta({ id: 'ImagePage' });
export type ImagePage = z.infer<typeof ImagePage>;

export const ListImages = z.strictObject({
  ...filters,
  limit: PageLimit,
  cursor: Cursor.optional().describe('`nextCursor` of the page before; opaque'),
  order: Order,
});
export type ListImages = z.infer<typeof ListImages>;

export const OpenImage = z.strictObject({
  size: z.enum(['256', '512']).optional().describe('A WebP thumbnail with this longer side; the original until it is made'),
  download: z.enum(['1']).optional().describe('As an attachment with a readable name'),
});
export type OpenImage = z.infer<typeof OpenImage>;

export const DeleteImage = z.strictObject({
  permanent: z.enum(['true', 'false']).optional().describe('`true`: for good at once, past the trash'),
});
export type DeleteImage = z.infer<typeof DeleteImage>;

export const ListTrash = ListImages.pick({ limit: true, cursor: true });
export type ListTrash = z.infer<typeof ListTrash>;

/** In the order the images were made, newest first. */
export const TrashPage = z
  .object({
    ...ImagePage.shape,
    bytes: z.int().min(0).describe('Of all images in the trash'),
    days: z.int().min(0).describe('How long an image stays before it is deleted for good'),
  })
  .meta({ id: 'TrashPage' });
export type TrashPage = z.infer<typeof TrashPage>;

export const ImageNames = z
  .strictObject({ filenames: z.array(z.string().max(60)).min(1).max(BULK_MAX) })
  .meta({ id: 'ImageNames' });
export type ImageNames = z.infer<typeof ImageNames>;

export const ImageList = z.object({ images: z.array(Image).max(BULK_MAX) }).meta({ id: 'ImageList' });
export type ImageList = z.infer<typeof ImageList>;
