import { type KeyObject, createSecretKey, randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFolderSyncUnsupported } from '../images/storage/file-sync';
import { isHardLinkUnsupported } from '../images/storage/hard-links';
import { errorCode } from '../problems/error-code';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OF_OTHERS = 0o077;
const OF_GROUP = 0o070;
const OF_OWNER = 0o700;
const BYTES_MIN = 32;
const BYTES_MADE = 48;
/** Fewer different bytes than any 32 random ones have: a pattern or a word, not a secret. */
const DIFFERENT_BYTES_MIN = 12;
/** How long a process that creates a secret under its name may take to write it. */
const WRITING_MS = 2000;
const POLL_MS = 20;
const KEY_FILE = /^(access|media|safety|session)-([1-9]\d{0,8})\.key$/;

export interface SigningKey {
  /** Names the key inside a token, so that a token says which of several signed it. */
  readonly kid: string;
  readonly key: KeyObject;
}

/** The newest signs; each of them is accepted. */
export type KeyRing = readonly [SigningKey, ...SigningKey[]];

type Purpose = 'access' | 'media' | 'safety' | 'session';

/**
 * Keys made at the first start, one file each: `DATA_DIR/secrets/{purpose}-{number}.key`, base64url. To rotate one, add
 * a file with a higher number: it signs from the next start on, and the older ones are accepted until they are removed.
 */
export class Secrets {
  constructor(
    readonly accessKeys: KeyRing,
    readonly mediaKeys: KeyRing,
    /** For the pseudonym by which a provider knows a user: HMAC of the user's id. */
    readonly safetyKey: KeyObject,
    /** For HMACs that belong to sessions: each begins with a word for its use. */
    readonly sessionKeys: KeyRing,
  ) {}
}

/** What happens when the group of a secret can reach it: the start is refused, or the group's rights are removed. */
export type GroupAccess = 'refuse' | 'remove';

/** @throws Error with a sentence when a secret is weak or others can read it. */
export function readSecrets(dataDir: string, groupAccess: GroupAccess = 'refuse'): Secrets {
  const folder = join(dataDir, 'secrets');
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  if (groupAccess === 'remove') removeGroupAccess(folder);
  refuseReadableByOthers(folder, 'directory');
  return new Secrets(keyRing(folder, 'access'), keyRing(folder, 'media'), keyRing(folder, 'safety')[0].key, keyRing(folder, 'session'));
}

function keyRing(folder: string, purpose: Purpose): KeyRing {
  if (numbersOf(folder, purpose).length === 0) make(folder, `${purpose}-1.key`);
  const [newest, ...older] = numbersOf(folder, purpose).map((number) => readKey(folder, purpose, number));
  if (!newest) throw new Error(`The secret ${join(folder, purpose)}-1.key went away while it was read.`);
  return [newest, ...older];
}

/** Newest first. */
function numbersOf(folder: string, purpose: Purpose): number[] {
  const found = readdirSync(folder).map((name) => KEY_FILE.exec(name)).filter((match) => match?.[1] === purpose);
  return found.map((match) => Number(match?.[2])).sort((a, b) => b - a);
}

/** Linked to its name only when whole: of two processes that start together one wins, and both read the same key. */
function make(folder: string, name: string): void {
  const text = `${randomBytes(BYTES_MADE).toString('base64url')}\n`;
  const [temporary, path] = [join(folder, `.${name}.${randomBytes(8).toString('hex')}`), join(folder, name)];
  try {
    create(temporary, text);
    link(temporary, path, text);
    syncFolder(folder);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Where there are no hard links the secret is created under its name. One write stores it, so it is whole or empty. */
function link(temporary: string, path: string, text: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!isHardLinkUnsupported(error)) throw error;
    create(path, text);
  }
}

/** @throws `EEXIST` when the file is there; it is left as it is. A file that cannot be written is removed. */
function create(path: string, text: string): void {
  const file = openSync(path, 'wx', FILE_MODE);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Another process may be between the creation of the file and its only write. */
function waitUntilWritten(path: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < WRITING_MS && lstatSync(path).size === 0; waited += POLL_MS) Atomics.wait(pause, 0, 0, POLL_MS);
}

function readKey(folder: string, purpose: Purpose, number: number): SigningKey {
  const path = join(folder, `${purpose}-${String(number)}.key`);
  refuseReadableByOthers(path, 'file');
  waitUntilWritten(path);
  const bytes = decodeSecret(readFileSync(path, 'utf8'));
  if (!bytes) {
    throw new Error(`The secret ${path} is weak: it must be at least ${String(BYTES_MIN)} random bytes in base64url. Remove it, and a new one is made.`);
  }
  return { kid: `${purpose}-${String(number)}`, key: createSecretKey(bytes) };
}

/** The bytes of a secret as its file writes them; null when it is weak. */
export function decodeSecret(text: string): Buffer | null {
  const bytes = Buffer.from(text.trim(), 'base64url');
  return bytes.length < BYTES_MIN || new Set(bytes).size < DIFFERENT_BYTES_MIN ? null : bytes;
}

/** Windows has no such modes: the folder's access list decides there. */
function refuseReadableByOthers(path: string, kind: 'file' | 'directory'): void {
  const found = lstatSync(path);
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) throw new Error(`${path} must be a plain ${kind}.`);
  if (process.platform !== 'win32' && (found.mode & OF_OTHERS) !== 0) {
    const mode = kind === 'file' ? '600' : '700';
    throw new Error(`Others than its owner can reach ${path}. Run: chmod ${mode} ${path}. If Kubernetes' fsGroup adds rights of the group at each start, set SECRETS_GROUP_ACCESS=remove.`);
  }
}

/** For a platform that adds rights of a group to every file of a volume. What other users can reach stays refused. */
function removeGroupAccess(folder: string): void {
  if (process.platform === 'win32') return;
  const files = readdirSync(folder).filter((name) => KEY_FILE.test(name)).map((name) => join(folder, name));
  for (const path of [folder, ...files]) {
    const { mode } = lstatSync(path);
    if ((mode & OF_OTHERS & ~OF_GROUP) === 0 && (mode & OF_GROUP) !== 0) chmodSync(path, mode & OF_OWNER);
  }
}

/** Without it a power cut can take the name away while tokens signed with the key are out. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    if (!isFolderSyncUnsupported(error)) throw error;
  } finally {
    closeSync(handle);
  }
}
