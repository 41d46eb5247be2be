const EXIF_HEAD = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/**
 * Whether Exif (as JPEG or PNG hold it) stores its orientation in the type of its specification, a SHORT. Browsers ignore
 * an orientation of another type; libvips turns by it.
 */
export function hasShortOrientation(exif: Buffer): boolean {
  return orientationType(exif) === SHORT;
}

/** Whether Exif has an orientation of any type. */
export function hasOrientation(exif: Buffer): boolean {
  return orientationType(exif) !== null;
}

/** The type of the entry in the first directory, or null when there is none. */
function orientationType(exif: Buffer): number | null {
  const tiff = exif.subarray(0, EXIF_HEAD.length).equals(EXIF_HEAD) ? exif.subarray(EXIF_HEAD.length) : exif;
  if (tiff.byteLength < 8) return null;
  const littleEndian = tiff.toString('latin1', 0, 2) === 'II';
  const uint16 = (at: number) => (littleEndian ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = littleEndian ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.byteLength) return null;
  const end = Math.min(directory + 2 + uint16(directory) * ENTRY_BYTES, tiff.byteLength - ENTRY_BYTES + 1);
  for (let at = directory + 2; at < end; at += ENTRY_BYTES) if (uint16(at) === ORIENTATION) return uint16(at + 2);
  return null;
}
