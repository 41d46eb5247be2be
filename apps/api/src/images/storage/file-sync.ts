import { open } from 'node:fs/promises';
import { errorCode } from '../../problems/error-code';

/** CIFS before Linux 4.17, some FUSE file systems, 9p and vboxsf answer so to fsync of a folder. EIO is a failure. */
const UNSUPPORTED = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

type Listener = (error: unknown, folder: string) => void;

let first: Parameters<Listener> | null = null;
let listener: Listener | null = null;

export function isFolderSyncUnsupported(error: unknown): boolean {
  return UNSUPPORTED.has(errorCode(error) ?? '');
}

/** Without it a power cut keeps the temporary name only. Continues where the file system has no such call. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; NTFS keeps the order of names by its journal.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    if (!isFolderSyncUnsupported(error)) throw error;
    report(error, path);
  } finally {
    await folder.close();
  }
}

/** Calls `next` once in the life of the process: when the first folder could not be synced, or at once when that was before. Replaces an earlier listener that was not called. */
export function onUnsyncedFolder(next: Listener): void {
  if (first) next(...first);
  else listener = next;
}

function report(error: unknown, folder: string): void {
  if (first) return;
  first = [error, folder];
  listener?.(error, folder);
}
