import { createHash } from 'node:crypto';
import { type Image, IMAGE_BYTES_MAX } from '@vitrine/contracts';
import { decodingMemory } from '../../images/decoding/decoding-memory';
import { openImage, TooManyPixels } from '../../images/decoding/open-image';
import { hasContentCredentials } from './content-credentials';
import { invalidImage, OversizedImage } from './generation-failure';
import { rasterTypeOf } from './raster-type';

/** An image that was decoded to its last row, with what is true of it; the bytes are as they came. */
export interface ProvenImage {
  readonly bytes: Uint8Array;
  readonly mimeType: Image['mimeType'];
  /** Pixels as browsers show it. */
  readonly width: number;
  readonly height: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentCredentials: boolean;
}

const DECODING_SECONDS = 30;

/** Rejects with a `GenerationFailure` of kind `invalid-image` unless the bytes are a whole PNG, JPEG or WebP within the limits; with its size when only that is too large. */
export async function proveImage(bytes: Uint8Array): Promise<ProvenImage> {
  if (bytes.length > IMAGE_BYTES_MAX) throw invalidImage(`an image of ${String(bytes.length)} bytes is too large to keep`);
  const mimeType = rasterTypeOf(bytes);
  if (mimeType === null) throw invalidImage(`${String(bytes.length)} bytes that are no PNG, JPEG or WebP`);
  const size = await decode(bytes);
  return {
    bytes,
    mimeType,
    ...size,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentCredentials: hasContentCredentials(bytes, mimeType),
  };
}

async function decode(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { decoder, width, height, memory } = await openImage(bytes);
    // JPEG that is shrunk while it is loaded skips what a truncated file lacks; WebP reads every row either way.
    const fastShrinkOnLoad = rasterTypeOf(bytes) === 'image/webp';
    const small = decoder.timeout({ seconds: DECODING_SECONDS }).resize(8, 8, { fit: 'fill', fastShrinkOnLoad }).raw();
    await decodingMemory.run(memory, () => small.toBuffer());
    return { width, height };
  } catch (error) {
    throw error instanceof TooManyPixels ? new OversizedImage(error.width, error.height) : invalidImage(`the image cannot be decoded: ${String(error).slice(0, 200)}`);
  }
}
