import type { Image } from '@vitrine/contracts';

/** One piece of a file: its name, where its content begins, and where the next piece begins. */
interface Piece {
  readonly name: string;
  readonly content: Buffer;
  readonly next: number;
}
type Reader = (file: Buffer, at: number) => Piece | null;

/** Whether the file carries C2PA content credentials; whether they are true is for a verifier to say. */
export function hasContentCredentials(bytes: Uint8Array, mimeType: Image['mimeType']): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, read, holds } = FORMATS[mimeType];
  for (let piece = read(file, start); piece; piece = read(file, piece.next)) {
    if (holds(piece)) return true;
  }
  return false;
}

const readPngChunk: Reader = (file, at) => {
  if (at + 12 > file.length) return null;
  const end = at + 8 + file.readUInt32BE(at);
  return { name: file.toString('latin1', at + 4, at + 8), content: file.subarray(at + 8, end), next: end + 4 };
};

const readRiffChunk: Reader = (file, at) => {
  if (at + 8 > file.length) return null;
  const length = file.readUInt32LE(at + 4);
  const end = at + 8 + length;
  return { name: file.toString('latin1', at, at + 4), content: file.subarray(at + 8, end), next: end + (length % 2) };
};

const START_OF_SCAN = 'ffda';
/** Segments end where the compressed picture begins; after that a marker means something else. */
const readJpegSegment: Reader = (file, at) => {
  if (at + 4 > file.length || file[at] !== 0xff) return null;
  const name = file.toString('hex', at, at + 2);
  if (name === START_OF_SCAN) return null;
  const end = at + 2 + Math.max(2, file.readUInt16BE(at + 2));
  return { name, content: file.subarray(at + 4, end), next: end };
};

const FORMATS: Record<Image['mimeType'], { start: number; read: Reader; holds: (piece: Piece) => boolean }> = {
  'image/png': { start: 8, read: readPngChunk, holds: ({ name }) => name === 'caBX' },
  'image/webp': { start: 12, read: readRiffChunk, holds: ({ name }) => name === 'C2PA' },
  // APP11 carries JUMBF boxes of any kind; the manifest store labels itself.
  'image/jpeg': {
    start: 2,
    read: readJpegSegment,
    holds: ({ name, content }) => name === 'ffeb' && content.includes('jumb') && content.includes('c2pa'),
  },
};
