import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** The bytes of a file in one content coding. */
export interface FileForm {
  readonly bytes: Buffer;
  /** Strong, without its quotes; another one for each form. */
  readonly etag: string;
}

export interface PortalFile {
  /** With its dot. */
  readonly extension: string;
  readonly cacheControl: string;
  readonly identity: FileForm;
  /** The compressed forms by their content coding, smallest first. */
  readonly compressed: ReadonlyMap<string, FileForm>;
}

/** By the path of their address, escaped as a client sends it. */
export type PortalFiles = ReadonlyMap<string, PortalFile>;

export const PAGE = '/index.html';
/** The build's list of its files and their SHA-1, which the service worker goes by. */
const LIST = '/ngsw.json';
/** The build puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.(js|css)$/;
/** Compressed forms, and whatever has a hidden file or folder in its path. */
const NO_FILE = /\.(br|gz)$|(^|\/)\./;
const REFERENCE = /<(?:script|link)\b[^>]*?\s(?:src|href)="\/?([\w./-]+)"/g;
const CODINGS = [
  { coding: 'br', suffix: '.br', decompress: brotliDecompressSync },
  { coding: 'gzip', suffix: '.gz', decompress: gunzipSync },
];

/** Reads a whole build into memory. Throws when there is none, or when the page or the build's list names a file that is not there as it was built. */
export function readPortalFiles(folder: string): PortalFiles {
  const files = new Map<string, PortalFile>();
  for (const path of pathsIn(folder)) files.set(addressOf(path), readFile(join(folder, path)));
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

function readFile(path: string): PortalFile {
  const bytes = readFileSync(path);
  const compressed = CODINGS.flatMap(({ coding, suffix, decompress }) => {
    const form = existsSync(path + suffix) ? readFileSync(path + suffix) : null;
    return form && decompressesTo(bytes, form, decompress) ? [[coding, formOf(form)] as const] : [];
  });
  return {
    extension: extname(path),
    cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    identity: formOf(bytes),
    compressed: new Map(compressed),
  };
}

/** A form that the build has not finished, or that is left of an earlier build, must not stand for the file. */
function decompressesTo(bytes: Buffer, form: Buffer, decompress: (form: Buffer) => Buffer): boolean {
  try {
    return decompress(form).equals(bytes);
  } catch {
    return false;
  }
}

function formOf(bytes: Buffer): FileForm {
  return { bytes, etag: createHash('sha256').update(bytes).digest('base64url') };
}

/** What must be there for the page to work, with its SHA-1 where the build told it. */
function addressesNamedIn(files: PortalFiles): { address: string; sha1?: string }[] {
  const page = files.get(PAGE)?.identity.bytes.toString() ?? '';
  const references = [...page.matchAll(REFERENCE)].map(([, path = '']) => ({ address: addressOf(path) }));
  const list = JSON.parse(files.get(LIST)?.identity.bytes.toString() ?? '{}') as { hashTable?: Record<string, string> };
  const listed = Object.entries(list.hashTable ?? {}).map(([address, sha1]) => ({ address: encodeURI(address), sha1 }));
  return [{ address: PAGE }, ...references, ...listed];
}

function isBuilt(file: PortalFile | undefined, sha1: string | undefined): boolean {
  return file !== undefined && (sha1 === undefined || sha1 === createHash('sha1').update(file.identity.bytes).digest('hex'));
}
