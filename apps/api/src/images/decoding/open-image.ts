import { IMAGE_PIXELS_MAX } from '@vitrine/contracts';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { hasShortOrientation } from './exif-orientation';
import { withPlainCmyk } from './plain-cmyk';
import { withPngColours } from './png-colours';
import { isUsableCmykProfile, isUsableProfile } from './usable-profile';

/** The bytes of every image are others; kept results would only hold hundreds of megabytes. */
sharp.cache(false);

/** sharp takes 16-bit RGB to Display P3 instead of sRGB, and reads no profile of 16-bit grey. With 8 bits it converts both by their profiles. */
const EIGHT_BIT: Partial<Record<string, 'srgb' | 'b-w'>> = { rgb16: 'srgb', grey16: 'b-w' };
/** A frame that is held as a whole has at least so many bytes in each pixel. */
const WEBP_PIXEL_BYTES = 4;
const JPEG_CHANNEL_BYTES = 2;

export interface OpenedImage {
  /** Nothing is decoded yet. Turned as browsers turn it, and in sRGB once it is written as such. */
  readonly decoder: Sharp;
  /** Pixels as browsers show it. */
  readonly width: number;
  readonly height: number;
  /** About how many bytes its decoder holds at once: those of the whole frame, or 0 when it goes row by row. */
  readonly memory: number;
}

export class TooManyPixels extends Error {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    super(`an image of ${String(width)} × ${String(height)} pixels has more than ${String(IMAGE_PIXELS_MAX)}`);
  }
}

/** Reads the header. Rejects with `TooManyPixels`, or when the bytes are no image. */
export async function openImage(bytes: Uint8Array): Promise<OpenedImage> {
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  const { format, space, width, height, exif } = metadata;
  if (width * height > IMAGE_PIXELS_MAX) throw new TooManyPixels(width, height);
  // Browsers turn PNG and JPEG by their Exif, and leave WebP as it is.
  const turned = format !== 'webp' && exif !== undefined && hasShortOrientation(exif);
  const decoder = sharp(withColours(bytes, metadata), { limitInputPixels: IMAGE_PIXELS_MAX, failOn: 'error', autoOrient: turned, ignoreIcc: isToIgnore(metadata) });
  const eightBit = EIGHT_BIT[space];
  if (eightBit) decoder.pipelineColourspace(eightBit);
  return { decoder, ...(turned ? metadata.autoOrient : { width, height }), memory: frameBytes(metadata) };
}

/** With a profile where browsers take the colours in another way than libvips. */
function withColours(bytes: Uint8Array, { format, space, icc }: Metadata): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'png') return withPngColours(buffer, space === 'b-w' || space === 'grey16');
  if (format === 'jpeg' && space === 'cmyk' && !(icc && isUsableCmykProfile(icc))) return withPlainCmyk(buffer);
  return bytes;
}

/** One of CMYK is replaced. */
function isToIgnore({ space, icc }: Metadata): boolean {
  return icc !== undefined && space !== 'cmyk' && !isUsableProfile(icc);
}

/** WebP, interlaced PNG and progressive JPEG are held as a whole. */
function frameBytes({ format, width, height, channels, depth, isProgressive }: Metadata): number {
  if (format === 'webp') return width * height * WEBP_PIXEL_BYTES;
  if (!isProgressive) return 0;
  return width * height * channels * (format === 'jpeg' ? JPEG_CHANNEL_BYTES : depth === 'ushort' ? 2 : 1);
}
