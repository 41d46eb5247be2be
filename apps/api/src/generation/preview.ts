import { type Preview, PREVIEW_EDGE } from '@vitrine/contracts';
import { decodingMemory } from '../images/decoding/decoding-memory';
import { openImage } from '../images/decoding/open-image';
import type { PartialImage } from './generators/image-generator';

const DECODING_SECONDS = 5;
const QUALITY = 70;

/** Small enough to be an event. Rejects when the bytes are no image: they are as hostile as any of a provider's. */
export async function previewOf({ index, of, bytes }: PartialImage): Promise<Preview> {
  const { decoder, memory } = await openImage(bytes);
  const small = decoder
    .timeout({ seconds: DECODING_SECONDS })
    .resize(PREVIEW_EDGE, PREVIEW_EDGE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY });
  const image = await decodingMemory.run(memory, () => small.toBuffer());
  return { index, of, mimeType: 'image/webp', image: image.toString('base64') };
}
