import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noDeadline, type Progress } from './call-gate';
import { giveToOwnerOf } from './file-owner';
import { syncFolder } from './file-sync';

export { syncFolder };

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const PIECE_BYTES = 1024 * 1024;
/** What a slow disk has to write at the end of a file is bounded, too: the system takes the bytes of a write before the disk has them. */
const UNSYNCED_MAX = 4 * PIECE_BYTES;

/** A new file, whole on the disk when it resolves; its name is so only after `syncFolder`. */
export async function writeDurably(path: string, bytes: Uint8Array, progress = noDeadline): Promise<void> {
  await writeChunksDurably(path, piecesOf(bytes), progress);
}

export async function appendDurably(path: string, text: string): Promise<void> {
  await withFile(await create(path, 'a'), async (file) => {
    await file.writeFile(text);
    await file.sync();
  });
}

/** As `writeDurably`, of bytes that come in pieces. */
export async function writeChunksDurably(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, progress = noDeadline): Promise<void> {
  await withFile(await create(path, 'wx'), async (file) => {
    await writeChunks(file, chunks, progress);
    await file.sync();
  });
}

async function writeChunks(file: FileHandle, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, progress: Progress): Promise<void> {
  let unsynced = 0;
  for await (const chunk of chunks) {
    if (unsynced + chunk.byteLength > UNSYNCED_MAX) {
      await file.sync();
      await progress();
      unsynced = 0;
    }
    await file.writeFile(chunk);
    unsynced += chunk.byteLength;
    await progress();
  }
}

function* piecesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** A new folder is durable when its own parent is synced, and so on up to the one that was there. */
export async function makeFolder(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (firstMade === undefined) return;
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) {
    await giveToOwnerOf(dirname(firstMade), made);
    await syncFolder(dirname(made));
  }
}

export async function removeIfThere(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

export function isAbsence(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

async function create(path: string, flags: 'wx' | 'a'): Promise<FileHandle> {
  const file = await open(path, flags, PRIVATE_FILE);
  await giveToOwnerOf(dirname(path), file);
  return file;
}

async function withFile(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}
