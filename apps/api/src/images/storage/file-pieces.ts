import type { FileHandle } from 'node:fs/promises';
import type { Progress } from './call-gate';
import type { ByteRange, WritePiece } from './image-store';

const PIECE_BYTES = 64 * 1024;
const LARGE_PIECE_BYTES = 1024 * 1024;
/** Buffers that are kept for the next copy: 4 MB. */
const KEPT_MAX = 64;

const unused: Buffer[] = [];

/** As a `FileHandle` reads. */
export interface PieceReader {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
}

/** Passes the bytes of a range on, all in one buffer that is used again: a busy server would otherwise collect garbage as fast as it sends. */
export async function copyPieces(file: PieceReader, { start, end }: ByteRange, write: WritePiece): Promise<void> {
  const buffer = unused.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
  let isFree = true;
  try {
    for (let at = start; at <= end;) {
      // A read that was given up may still write into the buffer: nobody else may get it.
      isFree = false;
      const { bytesRead } = await file.read(buffer, 0, Math.min(PIECE_BYTES, end - at + 1), at);
      isFree = true;
      if (bytesRead === 0) return;
      await write(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    if (isFree && unused.length < KEPT_MAX) unused.push(buffer);
  }
}

/** All bytes of a file of that size; fewer when it ends before. */
export async function readWhole(file: FileHandle, size: number, progress: Progress): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, Math.min(LARGE_PIECE_BYTES, size - at), at);
    if (bytesRead === 0) break;
    at += bytesRead;
    await progress();
  }
  return bytes.subarray(0, at);
}
