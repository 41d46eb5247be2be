import type { Stats } from 'node:fs';
import { type FileHandle, lchown, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../../problems/error-code';

export type Owner = Pick<Stats, 'uid' | 'gid'>;

/** Root without the right to give files away, as on a network folder, or a file system without owners. */
const NOT_POSSIBLE: readonly (string | null)[] = ['EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS'];

/** The owner of what is there, or of the nearest folder above it that is. */
export async function ownerOf(path: string): Promise<Owner> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT' && at !== dirname(at)) return null;
      throw error;
    });
    if (found) return found;
  }
}

/** Gives what root has made to the owner of its folder, so that the server's own user can use it. Does nothing for any other user. */
export async function giveToOwnerOf(folder: string, made: FileHandle | string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  if (uid === 0) return;
  try {
    await (typeof made === 'string' ? lchown(made, uid, gid) : made.chown(uid, gid));
  } catch (error) {
    if (!NOT_POSSIBLE.includes(errorCode(error))) throw error;
  }
}

/** Gives a file, or a folder with all that is in it, to another owner. @throws Error, in words, when this user may not. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
  const user = process.geteuid?.();
  if (user === undefined || (user !== 0 && user === owner.uid)) return;
  try {
    await chownAll(owner, path);
  } catch (error) {
    if (!NOT_POSSIBLE.includes(errorCode(error))) throw error;
    throw new Error(`This user may not give files to user ${String(owner.uid)}, who owns the installation. Restore as that user, or as root. Nothing was changed.`, { cause: error });
  }
}

async function chownAll(owner: Owner, path: string): Promise<void> {
  const names = (await lstat(path)).isDirectory() ? await readdir(path) : [];
  for (const name of names) await chownAll(owner, join(path, name));
  await lchown(path, owner.uid, owner.gid);
}
