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
  /** Nobody reads any further. */
  readonly leave: () => void;
}

/**
 * A zip made while it is read, one file open at a time, so that its memory is that of a few chunks however large it is.
 * Nothing is compressed: pictures already are, and so the length is known in advance.
 */
export async function archiveStream(manifest: string, files: readonly ArchivedFile[]): Promise<ArchiveStream> {
  const zip = new ZipFile();
  const content = zip.outputStream as Readable;
  let reading: Readable | null = null;
  let left = false;
  const fail = (error: unknown) => content.destroy(error instanceof Error ? error : new Error(String(error)));
  zip.on('error', fail);
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', { compress: false });
  for (const { name, bytes, modifiedAt, open } of files) {
    zip.addReadStreamLazy(name, { compress: false, size: bytes, mtime: modifiedAt }, (begin) => {
      void open().then((file) => {
        reading = file.on('error', fail); // The zip does not listen, and an error nobody hears ends the process.
        if (left) file.destroy();
        else begin(null, file);
      }, fail);
    });
  }
  const bytes = await lengthOf(zip);
  return { bytes, content, leave: () => { left = true; reading?.destroy(); } };
}

/** Nothing can be added any more. The types leave out that the callback is told the length. */
function lengthOf(zip: ZipFile): Promise<number> {
  return new Promise((resolve) => { zip.end(undefined, resolve as () => void); });
}
