import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const FRAME_BYTES = 12;
/** The signature and IHDR. */
const HEAD_BYTES = SIGNATURE.byteLength + FRAME_BYTES + 13;

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.byteLength).equals(SIGNATURE);
}

/** Whole chunks up to the pixels, as far as `png` reaches. */
function* framesBeforePixels(png: Buffer): Generator<{ type: string; start: number; end: number }, void> {
  for (let start = SIGNATURE.byteLength; start + FRAME_BYTES <= png.byteLength; ) {
    const [end, type] = [start + FRAME_BYTES + png.readUInt32BE(start), png.toString('latin1', start + 4, start + 8)];
    if (type === 'IDAT' || end > png.byteLength) return;
    yield { type, start, end };
    start = end;
  }
}

/** The data of the first chunk of each of these types before the pixels, as far as `png` reaches. */
export function chunksBeforePixels(png: Buffer, types: readonly string[]): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const { type, start, end } of framesBeforePixels(png)) {
    if (types.includes(type) && !found.has(type)) found.set(type, png.subarray(start + 8, end - 4));
  }
  return found;
}

/** The PNG without the chunks of these types before the pixels. */
export function withoutChunks(png: Buffer, types: readonly string[]): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (const { type, start, end } of framesBeforePixels(png)) {
    if (!types.includes(type)) continue;
    kept.push(png.subarray(from, start));
    from = end;
  }
  return Buffer.concat([...kept, png.subarray(from)]);
}

/** The PNG with this chunk after IHDR. */
export function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(FRAME_BYTES + data.byteLength);
  chunk.writeUInt32BE(data.byteLength);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.byteLength)), 8 + data.byteLength);
  return Buffer.concat([png.subarray(0, HEAD_BYTES), chunk, png.subarray(HEAD_BYTES)]);
}
