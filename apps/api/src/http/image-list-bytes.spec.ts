import { describe, expect, it } from '@jest/globals';
import { Image, MODEL_MAX, PROMPT_MAX, QUALITY_MAX, REVISED_PROMPT_MAX, TAG_MAX, TAGS_PER_IMAGE_MAX, THUMBHASH_MAX, TITLE_MAX } from '@vitrine/contracts';
import { imageListBytesMax } from './image-list-bytes';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const longest = (character: string, max: number) => character.repeat(max);
const LARGEST: Image = {
  filename: `${id}.webp`,
  url: `/api/ai/images/trash/${id}.webp`,
  thumbnailUrl: `/api/ai/images/trash/${id}.webp?size=512`,
  prompt: `a${longest('\u0001', PROMPT_MAX - 1)}`,
  revisedPrompt: longest('漢', REVISED_PROMPT_MAX),
  title: longest('漢', TITLE_MAX),
  provider: longest('漢', MODEL_MAX),
  model: longest('漢', MODEL_MAX),
  quality: longest('漢', QUALITY_MAX),
  width: 100_000,
  height: 100_000,
  bytes: 33_554_432,
  mimeType: 'image/jpeg',
  sha256: longest('f', 64),
  thumbhash: longest('x', THUMBHASH_MAX),
  favorite: false,
  tags: Array<string>(TAGS_PER_IMAGE_MAX).fill(longest('漢', TAG_MAX)),
  source: 'generated',
  contentCredentials: false,
  generationId: id,
  conversationId: id,
  createdAt: '2026-11-27T00:00:00.000Z',
  deletedAt: '2026-11-27T00:00:00.000Z',
};

describe('imageListBytesMax', () => {
  it.each([1, 4])('is no less than the JSON of %d images of the longest texts', (count) => {
    expect(Image.safeParse(LARGEST).success).toBe(true);
    const json = Buffer.byteLength(JSON.stringify({ images: Array<Image>(count).fill(LARGEST) }));

    expect(imageListBytesMax(count)).toBeGreaterThanOrEqual(json);
  });
});
