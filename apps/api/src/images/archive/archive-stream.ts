import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  readonly open: () => Promise<Readable>;
}

export interface ArchiveStream {
  /** Of the whole zip, known before any of it is made. */
  readonly bytes: number;
  /** Destroyed with an error when a file cannot be read to its end. */
  readonly content: Readable;
  /** Closes the file that is open, or is being opened, and opens no other. Must be called, whether the content was read or not. */
  readonly close: () => void;
}

/**
 * A zip made while it is read, one file open at a time, so that its memory is that of a few chunks however large it is.
 * Nothing is compressed: pictures already are, and so the length is known in advance.
 */
export async function archiveStream(files: readonly ArchivedFile[]): Promise<ArchiveStream> {
  const zip = new ZipFile();
  const content = zip.outputStream as Readable;
  let reading: Readable | null = null;
  let closed = false;
  const fail = (error: unknown) => content.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  // The reader has its own listener; without this one, an error while nobody reads would end the process.
  content.on('error', () => undefined);
  for (const { name, bytes, modifiedAt, open } of files) {
    zip.addReadStreamLazy(name, { compress: false, size: bytes, mtime: modifiedAt }, (begin) => {
      void open().then((file) => {
        reading = file.on('error', fail); // The zip does not listen to its files.
        if (closed) file.destroy();
        else begin(null, file);
      }).catch(fail);
    });
  }
  const bytes = await lengthOf(zip, directoryBytesOf(files) >= ZIP64_FROM_BYTES);
  const close = () => {
    closed = true;
    reading?.destroy();
    content.destroy();
  };
  return { bytes, content, close };
}

/** At most: an entry of the central directory without its name. */
const ENTRY_BYTES_MAX = 83;
/** Here yazl begins to count an end in zip64 format, which it writes only when it is asked to. */
const ZIP64_FROM_BYTES = 0xffff;

function directoryBytesOf(files: readonly ArchivedFile[]): number {
  return files.reduce((sum, { name }) => sum + ENTRY_BYTES_MAX + Buffer.byteLength(name), 0);
}

/** Nothing can be added any more. The types leave out that the callback is given the length. */
function lengthOf(zip: ZipFile, forceZip64Format: boolean): Promise<number> {
  return new Promise((resolve) => { zip.end({ forceZip64Format, comment: '' }, resolve as () => void); });
}
