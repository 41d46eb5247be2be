import { constants, type BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { isAbsence } from './file-durably';

/** A folder, a FIFO, a socket or a device stands where a file should be. */
export class NotRegularFile extends Error {
  readonly code = 'ENOTREGULAR';

  constructor() {
    super('something other than a regular file is in the place of a file');
  }
}

/** Opens a file to read it, and never waits: without `O_NONBLOCK` a FIFO would open only once somebody writes to it. @throws NotRegularFile */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    requireRegular(await file.stat({ bigint: true }));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Follows links, as opening does. @throws NotRegularFile */
export async function statRegularFile(path: string): Promise<BigIntStats> {
  return requireRegular(await stat(path, { bigint: true }));
}

/** Follows no link: a link is no regular file. Nothing at all is not refused. @throws NotRegularFile */
export async function refuseOtherThanFile(path: string): Promise<void> {
  const stats = await lstat(path).catch((error: unknown) => {
    if (isAbsence(error)) return null;
    throw error;
  });
  if (stats && !stats.isFile()) throw new NotRegularFile();
}

function requireRegular(stats: BigIntStats): BigIntStats {
  if (!stats.isFile()) throw new NotRegularFile();
  return stats;
}
