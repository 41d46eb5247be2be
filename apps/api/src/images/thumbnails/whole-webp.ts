export const WEBP_HEAD_BYTES = 12;

/** Whether a file that begins so has the length that it tells of itself (RIFF: four bytes of name, the length of all that follows, the form). */
export function isWholeWebp(head: Uint8Array, bytes: number): boolean {
  if (head.byteLength < WEBP_HEAD_BYTES) return false;
  const read = Buffer.from(head.buffer, head.byteOffset, WEBP_HEAD_BYTES);
  return read.toString('latin1', 0, 4) === 'RIFF' && read.toString('latin1', 8) === 'WEBP' && read.readUInt32LE(4) + 8 === bytes;
}
