import { lstat, readlink, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { noDeadline } from './call-gate';
import { makeFolder, removeIfThere, syncFolder } from './file-durably';
import { moveFile } from './file-move';
import { NotRegularFile } from './file-open';
import { NotMovable } from './store-survey';

/**
 * As `moveFile`, of anything that a folder can hold. To another file system only files and links can be moved, and a link
 * is moved itself, not what it leads to. @throws NotMovable and nothing is changed.
 */
export async function moveEntry(source: string, target: string, progress = noDeadline): Promise<void> {
  try {
    await moveFile(source, target, progress);
  } catch (error) {
    if (!(error instanceof NotRegularFile)) throw error;
    if (!(await lstat(source)).isSymbolicLink()) throw new NotMovable();
    await symlink(await readlink(source), target);
    await syncFolder(dirname(target));
    await removeIfThere(source);
    await syncFolder(dirname(source));
  }
}

/** Whether `moveEntry` can move it into that folder, which is made. */
export async function canMoveInto(folder: string, source: string): Promise<boolean> {
  await makeFolder(folder);
  const [from, to] = [await lstat(source), await lstat(folder)];
  return from.dev === to.dev || from.isFile() || from.isSymbolicLink();
}
