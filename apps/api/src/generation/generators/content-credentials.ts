import type { Image } from '@vitrine/contracts';

/** How the pieces of a file follow each other. A file of 32 MB can have millions of them, so none is copied to be looked at. */
interface Format {
  /** Where the first piece begins. */
  readonly start: number;
  /** Where the piece after the one at `at` begins; null when there is no piece at `at`. */
  readonly next: (file: Buffer, at: number) => number | null;
  readonly holdsCredentials: (file: Buffer, at: number, next: number) => boolean;
}

/** Whether the file carries C2PA content credentials; whether they are true is for a verifier to say. */
export function hasContentCredentials(bytes: Uint8Array, mimeType: Image['mimeType']): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, next, holdsCredentials } = FORMATS[mimeType];
  let at = start;
  for (let end = next(file, at); end !== null; end = next(file, at)) {
    if (holdsCredentials(file, at, end)) return true;
    at = end;
  }
  return false;
}

const CABX = Buffer.from('caBX').readUInt32BE();
const C2PA = Buffer.from('C2PA').readUInt32BE();
const JPEG_MARKER = 0xff;
/** Segments end where the compressed picture begins; after that a marker means something else. */
const START_OF_SCAN = 0xda;
/** Carries JUMBF boxes of any kind; the manifest store labels itself. */
const APP11 = 0xeb;
/** A smaller segment has no room for a box and its label. */
const JUMBF_BYTES_MIN = 32;

const FORMATS: Record<Image['mimeType'], Format> = {
  'image/png': {
    start: 8,
    next: (file, at) => (at + 12 > file.length ? null : at + 12 + file.readUInt32BE(at)),
    holdsCredentials: (file, at) => file.readUInt32BE(at + 4) === CABX,
  },
  'image/webp': {
    start: 12,
    next: (file, at) => (at + 8 > file.length ? null : at + 8 + evenLength(file.readUInt32LE(at + 4))),
    holdsCredentials: (file, at) => file.readUInt32BE(at) === C2PA,
  },
  'image/jpeg': {
    start: 2,
    next: (file, at) => (at + 4 > file.length || file[at] !== JPEG_MARKER || file[at + 1] === START_OF_SCAN ? null : at + 2 + Math.max(2, file.readUInt16BE(at + 2))),
    holdsCredentials: (file, at, next) => file[at + 1] === APP11 && next - at >= JUMBF_BYTES_MIN && hasManifestStore(file.subarray(at + 4, next)),
  },
};

function evenLength(length: number): number {
  return length + (length % 2);
}

function hasManifestStore(content: Buffer): boolean {
  return content.includes('jumb') && content.includes('c2pa');
}
