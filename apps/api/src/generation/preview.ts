import { IMAGE_PIXELS_MAX, type Preview, PREVIEW_EDGE } from '@vitrine/contracts';
import sharp from 'sharp';
import type { PartialImage } from './generators/image-generator';

const DECODING_SECONDS = 5;
const QUALITY = 70;

/** Small enough to be an event. Rejects when the bytes are no image: they are as hostile as any of a provider's. */
export async function previewOf({ index, of, bytes }: PartialImage): Promise<Preview> {
  const small = await sharp(bytes, { limitInputPixels: IMAGE_PIXELS_MAX })
    .timeout({ seconds: DECODING_SECONDS })
    .resize(PREVIEW_EDGE, PREVIEW_EDGE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY })
    .toBuffer();
  return { index, of, mimeType: 'image/webp', image: small.toString('base64') };
}
