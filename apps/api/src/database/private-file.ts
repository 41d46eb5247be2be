import { chmodSync, chownSync, closeSync, lstatSync, mkdirSync, openSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../problems/error-code';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const OF_OTHERS = 0o077;

/**
 * Makes an empty file that its owner alone can read, with its folder, or takes the rights of others from the one that is
 * there. A file that root makes gets the owner of its folder, so that the server's user can open it later.
 */
export function makePrivateFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
    giveToOwnerOf(folder, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    tightenFile(path);
  }
}

/**
 * Takes the rights of group and others from a file, if it is there and belongs to this user. Never opens it: closing a
 * file releases the locks that SQLite holds on it in this process (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export function tightenFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (process.platform === 'win32' || !found?.isFile()) return;
  if ((found.mode & OF_OTHERS) !== 0 && ownedByThisProcess(found)) chmodSync(path, PRIVATE_FILE);
}

function ownedByThisProcess({ uid }: Stats): boolean {
  const user = process.geteuid?.();
  return user === 0 || user === uid;
}

function giveToOwnerOf(folder: string, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) chownSync(path, uid, gid);
}
