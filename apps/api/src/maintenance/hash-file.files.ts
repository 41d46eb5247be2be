import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isAbsence } from '../images/storage/file-durably';

export interface Hashed {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Null when there is no plain file; a link is none. */
export async function hashFile(path: string): Promise<Hashed | null> {
  if (!(await isPlainFile(path))) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function isPlainFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
