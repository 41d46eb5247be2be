import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { errorCode } from '../problems/error-code';

const PRIVATE_FILE = 0o600;
/** A link in place of the file is not followed, and a pipe without a writer does not block. Windows has neither flag. */
const READ_FLAGS = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK);
/** Nothing is there, a link, or a socket. */
const NO_FILE: readonly (string | null)[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'];

export interface Hashed {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Null when there is no plain file; a link, a folder, a pipe or a device is none. */
export async function hashFile(path: string): Promise<Hashed | null> {
  return withPlainFile(path, (file) => hashChunks(file, () => Promise.resolve()));
}

/** Copies a plain file to a new one that its owner alone can read, durably. Null, and nothing is made, when there is no plain file. */
export async function copyFileDurably(from: string, to: string): Promise<Hashed | null> {
  return withPlainFile(from, async (source) => {
    const target = await open(to, 'wx', PRIVATE_FILE);
    try {
      const hashed = await hashChunks(source, (chunk) => target.appendFile(chunk));
      await target.sync();
      return hashed;
    } finally {
      await target.close();
    }
  });
}

/** The text of a plain file; null when there is none, or when it is longer than `bytesMax`. */
export async function readTextFile(path: string, bytesMax: number): Promise<string | null> {
  return withPlainFile(path, async (file) => {
    return (await file.stat()).size > bytesMax ? null : file.readFile('utf8');
  });
}

async function withPlainFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T | null> {
  const file = await open(path, READ_FLAGS).catch((error: unknown) => {
    if (NO_FILE.includes(errorCode(error))) return null;
    throw error;
  });
  if (!file) return null;
  try {
    return (await file.stat()).isFile() ? await work(file) : null;
  } finally {
    await file.close();
  }
}

async function hashChunks(file: FileHandle, each: (chunk: Buffer) => Promise<void>): Promise<Hashed> {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    await each(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
