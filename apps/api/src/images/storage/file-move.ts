import { randomBytes } from 'node:crypto';
import { lstat, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../../problems/error-code';
import { noDeadline, type Progress } from './call-gate';
import { isAbsence, makeFolder, removeIfThere, syncFolder, writeChunksDurably } from './file-durably';
import { NotRegularFile, openRegularFile, statRegularFile } from './file-open';

const CHUNK_BYTES = 256 * 1024;

/** In the same folder, so that the rename is atomic; hidden, so that nobody takes it for an image. */
export function temporaryNameFor(path: string): string {
  return join(dirname(path), `.${randomBytes(8).toString('hex')}.tmp`);
}

/**
 * Takes the place of what is at the target, as a rename does; durable when it resolves. Where the two are on different
 * file systems only regular files can be moved. Rejects with `ENOENT` when nothing is at the source.
 */
export async function moveFile(source: string, target: string, progress = noDeadline): Promise<void> {
  await makeFolder(dirname(target));
  try {
    await rename(source, target);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await moveAcross(source, target, progress);
    return;
  }
  await syncFolder(dirname(target));
  await syncFolder(dirname(source));
}

/** The part of `moveFile` for different file systems; the folder of the target must be there. A move that was cut has left a whole target or none. */
export async function moveAcross(source: string, target: string, progress = noDeadline): Promise<void> {
  // The link would move, not what it leads to.
  if (!(await lstat(source)).isFile()) throw new NotRegularFile();
  if (await hasSameBytes(source, target, progress)) await syncFolder(dirname(target));
  else await copyBeside(source, target, progress);
  await removeSource(source, target);
}

/** Takes the place of what is at the target, whole and durable when it resolves; the source stays. */
export async function copyBeside(source: string, target: string, progress = noDeadline): Promise<void> {
  const temporary = temporaryNameFor(target);
  const file = await openRegularFile(source);
  try {
    await writeChunksDurably(temporary, file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>, progress);
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await removeIfThere(temporary);
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Another process may move the same file back at this moment. Each takes its own source out of the way before it looks
 * for its target, so that they never remove both.
 */
async function removeSource(source: string, target: string): Promise<void> {
  const aside = temporaryNameFor(source);
  await rename(source, aside);
  try {
    await statRegularFile(target);
  } catch (error) {
    await rename(aside, source);
    throw error;
  }
  await removeIfThere(aside);
  await syncFolder(dirname(source));
}

/** False when there is no target. */
export async function hasSameBytes(source: string, target: string, progress = noDeadline): Promise<boolean> {
  try {
    const [one, other] = [await statRegularFile(source), await statRegularFile(target)];
    return one.size === other.size && (await compare(source, target, progress));
  } catch (error) {
    // A source that is missing is missed when it is opened.
    if (isAbsence(error)) return false;
    throw error;
  }
}

async function compare(source: string, target: string, progress: Progress): Promise<boolean> {
  const [one, other] = [await openRegularFile(source), await openRegularFile(target)];
  try {
    const [a, b] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)];
    for (;;) {
      const [{ bytesRead }, read] = [await one.read(a), await other.read(b)];
      if (!a.subarray(0, bytesRead).equals(b.subarray(0, read.bytesRead))) return false;
      if (bytesRead === 0) return true;
      await progress();
    }
  } finally {
    await one.close();
    await other.close();
  }
}
