import { chmodSync, chownSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '../problems/error-code';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const OF_OTHERS = 0o077;

/**
 * Makes an empty file that its owner alone can read, with its folder, or takes the rights of others from the one that is
 * there. What root makes gets the owner of `like`, or of the folder, so that the server's user can use it later.
 */
export function makePrivateFile(path: string, like = dirname(path)): void {
  makePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, 'wx', PRIVATE_FILE));
    giveToOwnerOf(existsSync(like) ? like : dirname(path), path);
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

function makePrivateFolder(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  if (firstMade === undefined) return;
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) giveToOwnerOf(dirname(firstMade), made);
}

function giveToOwnerOf(path: string, made: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(path);
  if (uid !== 0) chownSync(made, uid, gid);
}
