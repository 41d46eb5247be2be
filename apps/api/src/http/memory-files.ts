import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';

/** The bytes of a file in one content coding. */
export interface FileForm {
  readonly bytes: Buffer;
  /** Strong, without its quotes; another one for each form. */
  readonly etag: string;
}

/** A file that was read once, so that no request opens it. */
export interface MemoryFile {
  /** With its dot. */
  readonly extension: string;
  readonly cacheControl: string;
  readonly identity: FileForm;
  /** The compressed forms by their content coding, smallest first. */
  readonly compressed: ReadonlyMap<string, FileForm>;
}

/** The build puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.(js|css)$/;
const CODINGS = [
  { coding: 'br', suffix: '.br', decompress: brotliDecompressSync },
  { coding: 'gzip', suffix: '.gz', decompress: gunzipSync },
];

/** Reads a file, and the compressed forms that lie beside it. */
export function readMemoryFile(path: string): MemoryFile {
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

const TEXTS = new Set(['.css', '.html', '.js', '.json', '.svg']);

/** Bytes that do not change, and their compressed form when they are a text; compressing a megabyte takes some 40 ms, once. */
export function memoryFileOf(bytes: Buffer, extension: string): MemoryFile {
  const compressed = TEXTS.has(extension) ? [['gzip', formOf(gzipSync(bytes))] as const] : [];
  return { extension, cacheControl: 'no-cache', identity: formOf(bytes), compressed: new Map(compressed) };
}

/** Finds the files of a folder by name; each is read, and compressed, when it is first asked for. Folders in it are left out. */
export function memoryFolder(folder: string): (name: string) => MemoryFile | undefined {
  const names = new Set(readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name));
  const files = new Map<string, MemoryFile>();
  return (name) => {
    if (names.has(name) && !files.has(name)) files.set(name, memoryFileOf(readFileSync(join(folder, name)), extname(name)));
    return files.get(name);
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
