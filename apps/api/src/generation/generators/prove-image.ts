import { createHash } from 'node:crypto';
import { type Image, IMAGE_BYTES_MAX, IMAGE_PIXELS_MAX } from '@vitrine/contracts';
import sharp from 'sharp';
import { hasContentCredentials } from './content-credentials';
import { noImage } from './generation-failure';
import { rasterTypeOf } from './raster-type';

/** An image that was decoded to its last row, with what is true of it; the bytes are as they came. */
export interface ProvenImage {
  readonly bytes: Uint8Array;
  readonly mimeType: Image['mimeType'];
  /** Pixels as shown, its orientation applied. */
  readonly width: number;
  readonly height: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentCredentials: boolean;
}

const DECODING_SECONDS = 15;

/** Rejects with a `GenerationFailure` of kind `failed` unless the bytes are a whole PNG, JPEG or WebP within the limits. */
export async function proveImage(bytes: Uint8Array): Promise<ProvenImage> {
  if (bytes.length > IMAGE_BYTES_MAX) throw noImage(`an image of ${String(bytes.length)} bytes is too large to keep`);
  const mimeType = rasterTypeOf(bytes);
  if (mimeType === null) throw noImage(`bytes that begin with ${beginning(bytes)} are no PNG, JPEG or WebP`);
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
  const image = sharp(bytes, { limitInputPixels: IMAGE_PIXELS_MAX, failOn: 'error' }).timeout({ seconds: DECODING_SECONDS });
  try {
    const { autoOrient } = await image.metadata();
    // Shrinking on load would skip what a truncated file lacks; without it every row is read.
    await image.resize(8, 8, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch (error) {
    throw noImage(`the image cannot be decoded: ${String(error).slice(0, 200)}`);
  }
}

function beginning(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes.subarray(0, 12)).toString('latin1'));
}
