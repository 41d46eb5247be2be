import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type SpooledUpload, UploadSpool } from '../import/upload-spool';
import { changeError } from './storage-error';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const PIECE_BYTES = 64 * 1024;

/** Whatever the system says here is about the disk, as in the store. */
function asStorageError<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => { throw changeError(error); });
}

/** Files without a name: they take room only while they are open. */
export class FileUploadSpool extends UploadSpool {
  constructor(private readonly folder: string) {
    super();
  }

  open(): Promise<SpooledUpload> {
    return asStorageError(this.make());
  }

  private async make(): Promise<SpooledUpload> {
    await mkdir(this.folder, { recursive: true, mode: PRIVATE_FOLDER });
    const path = join(this.folder, randomUUID());
    const file = await open(path, 'wx+', PRIVATE_FILE);
    try {
      await unlink(path);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new SpooledFile(file);
  }
}

class SpooledFile implements SpooledUpload {
  private closed = false;

  constructor(private readonly file: FileHandle) {}

  append(piece: Uint8Array): Promise<void> {
    return asStorageError(this.file.writeFile(piece));
  }

  read(): Promise<Uint8Array> {
    return asStorageError(this.readAll());
  }

  private async readAll(): Promise<Uint8Array> {
    const { size } = await this.file.stat();
    const bytes = Buffer.allocUnsafeSlow(size);
    let read = 0;
    while (read < size) {
      const { bytesRead } = await this.file.read(bytes, read, size - read, read);
      if (bytesRead === 0) throw new Error(`a spooled upload has ${String(read)} bytes instead of ${String(size)}`);
      read += bytesRead;
    }
    return bytes;
  }

  stream(): Readable {
    return Readable.from(this.pieces(), { objectMode: false });
  }

  private async *pieces(): AsyncGenerator<Buffer, void> {
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await asStorageError(this.file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, at));
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.file.close();
  }
}
