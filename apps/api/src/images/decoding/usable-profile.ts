const HEADER_BYTES = 128;
const [VERSION_AT, CLASS_AT, SPACE_AT, CONNECTION_AT, MARK_AT] = [8, 12, 16, 20, 36];
const VERSION_MAX = 4;
const SPACES = ['RGB ', 'GRAY', 'CMYK'];
/** Of inputs, screens and printers, and of a colour space. */
const CLASSES = ['scnr', 'mntr', 'prtr', 'spac'];

/** Whether an ICC profile is whole and says what colours are; browsers show an image with another as if it had none. */
export function isUsableProfile(icc: Buffer): boolean {
  if (icc.byteLength < HEADER_BYTES + 4 || icc.readUInt32BE(0) > icc.byteLength || icc.readUInt8(VERSION_AT) > VERSION_MAX) return false;
  return textAt(icc, MARK_AT) === 'acsp' && SPACES.includes(textAt(icc, SPACE_AT)) && ['XYZ ', 'Lab '].includes(textAt(icc, CONNECTION_AT)) && hasWholeTags(icc);
}

/** libvips takes no CMYK image with the profile of another space, and none that no device has. */
export function isUsableCmykProfile(icc: Buffer): boolean {
  return isUsableProfile(icc) && textAt(icc, SPACE_AT) === 'CMYK' && CLASSES.includes(textAt(icc, CLASS_AT));
}

function hasWholeTags(icc: Buffer): boolean {
  const [start, count] = [HEADER_BYTES + 4, icc.readUInt32BE(HEADER_BYTES)];
  if (start + count * 12 > icc.byteLength) return false;
  const ends = Array.from({ length: count }, (_, at) => icc.readUInt32BE(start + at * 12 + 4) + icc.readUInt32BE(start + at * 12 + 8));
  return ends.every((end) => end <= icc.byteLength);
}

function textAt(icc: Buffer, at: number): string {
  return icc.toString('latin1', at, at + 4);
}
