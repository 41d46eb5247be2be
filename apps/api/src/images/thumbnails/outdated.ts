import { hasOrientation, hasShortOrientation } from '../decoding/exif-orientation';
import { jpegHeadOf } from '../decoding/jpeg-head';
import { chunksBeforePixels, isPng } from '../decoding/png-chunks';
import { saysColoursWithoutProfile } from '../decoding/png-colours';

/** So many bytes of a file show whether its thumbnails may be outdated: one read, and what most cameras and programs write before the pixels. */
export const OUTDATED_HEAD_BYTES = 64 * 1024;

const PNG_DEPTH_AT = 24;
const WEBP_FLAGS_AT = 20;
const WEBP_HAS_EXIF = 0x08;

/**
 * Whether an earlier version made other thumbnails of such a file: it converted 16-bit PNG, PNG whose chunks say its
 * colours, and CMYK JPEG without a profile in another way, and turned WebP by its Exif and others by an orientation that
 * is no SHORT, which browsers do not.
 */
export function mayBeOutdated(head: Buffer): boolean {
  if (isPng(head)) return isOutdatedPng(head);
  if (head[0] === 0xff && head[1] === 0xd8) return isOutdatedJpeg(head);
  const isExtendedWebp = head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 16) === 'WEBPVP8X';
  return isExtendedWebp && ((head[WEBP_FLAGS_AT] ?? 0) & WEBP_HAS_EXIF) !== 0;
}

function isOutdatedPng(head: Buffer): boolean {
  const exif = chunksBeforePixels(head, ['eXIf']).get('eXIf');
  return head[PNG_DEPTH_AT] === 16 || saysColoursWithoutProfile(head) || turnedOtherwise(exif);
}

/** A file with more than these bytes before its pixels may be one of them. */
function isOutdatedJpeg(head: Buffer): boolean {
  const { exif, hasProfile, channels } = jpegHeadOf(head);
  if (turnedOtherwise(exif)) return true;
  return !hasProfile && (channels === null || channels === 4);
}

function turnedOtherwise(exif: Buffer | undefined): boolean {
  return exif !== undefined && hasOrientation(exif) && !hasShortOrientation(exif);
}
