import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type MemoryFile, readMemoryFile } from './memory-files';

/** By the path of their address, escaped as a client sends it. */
export type PortalFiles = ReadonlyMap<string, MemoryFile>;

export const PAGE = '/index.html';
/** The build's list of its files and their SHA-1, which the service worker goes by. */
const LIST = '/ngsw.json';
/** Compressed forms, and whatever has a hidden file or folder in its path. */
const NO_FILE = /\.(br|gz)$|(^|\/)\./;
const REFERENCE = /<(?:script|link)\b[^>]*?\s(?:src|href)="\/?([\w./-]+)"/g;

/** Reads a whole build into memory. Throws when there is none, or when the page or the build's list names a file that is not there as it was built. */
export function readPortalFiles(folder: string): PortalFiles {
  const files = new Map<string, MemoryFile>();
  for (const path of pathsIn(folder)) files.set(addressOf(path), readMemoryFile(join(folder, path)));
  const incomplete = addressesNamedIn(files).filter(({ address, sha1 }) => !isBuilt(files.get(address), sha1)).map(({ address }) => address);
  if (incomplete.length > 0) throw new Error(`missing or incomplete in ${folder}: ${incomplete.join(', ')}`);
  return files;
}

/** Relative, with `/` on every system. */
function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !NO_FILE.test(path));
}

function addressOf(path: string): string {
  return encodeURI(`/${path}`);
}

/** What must be there for the page to work, with its SHA-1 where the build wrote it down. */
function addressesNamedIn(files: PortalFiles): { address: string; sha1?: string }[] {
  const page = files.get(PAGE)?.identity.bytes.toString() ?? '';
  const references = [...page.matchAll(REFERENCE)].map(([, path = '']) => ({ address: addressOf(path) }));
  const list = JSON.parse(files.get(LIST)?.identity.bytes.toString() ?? '{}') as { hashTable?: Record<string, string> };
  const listed = Object.entries(list.hashTable ?? {}).map(([address, sha1]) => ({ address: encodeURI(address), sha1 }));
  return [{ address: PAGE }, ...references, ...listed];
}

function isBuilt(file: MemoryFile | undefined, sha1: string | undefined): boolean {
  return file !== undefined && (sha1 === undefined || sha1 === createHash('sha1').update(file.identity.bytes).digest('hex'));
}
