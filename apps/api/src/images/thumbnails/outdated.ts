/** So many bytes of a file show whether its thumbnails may be outdated. */
export const OUTDATED_HEAD_BYTES = 32;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_DEPTH_AT = 24;
const WEBP_FLAGS_AT = 20;
const WEBP_HAS_EXIF = 0x08;

/**
 * Whether an earlier version made other thumbnails of such a file: it converted 16-bit PNG to the wrong colour space, and
 * turned WebP by its Exif, which browsers do not.
 */
export function mayBeOutdated(head: Buffer): boolean {
  if (head.subarray(0, PNG.length).equals(PNG)) return head[PNG_DEPTH_AT] === 16;
  const isExtendedWebp = head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 16) === 'WEBPVP8X';
  return isExtendedWebp && ((head[WEBP_FLAGS_AT] ?? 0) & WEBP_HAS_EXIF) !== 0;
}
