import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { CallGate } from './call-gate';
import type { ByteRange } from './image-store';
import { readError } from './storage-error';

const CHUNK_BYTES = 64 * 1024;

/** A part of a file as it is read, each piece by a call of its own through the gate. Closes the file. */
export class FileRangeStream extends Readable {
  private position: number;
  private reading: Promise<unknown> | null = null;

  constructor(
    private readonly file: FileHandle,
    private readonly range: ByteRange,
    private readonly gate: CallGate,
    private readonly name: string,
  ) {
    super({ highWaterMark: CHUNK_BYTES });
    this.position = range.start;
  }

  override _read(): void {
    const length = Math.min(CHUNK_BYTES, this.range.end - this.position + 1);
    if (length <= 0) {
      this.push(null);
      return;
    }
    this.gate.run(this.name, () => this.readAt(Buffer.allocUnsafe(length))).then(
      (chunk) => {
        this.position += chunk.byteLength;
        this.push(chunk.byteLength === 0 ? null : chunk);
      },
      (error: unknown) => this.destroy(readError(error) as Error),
    );
  }

  /** A read that hangs is not waited for: the file is closed when it returns. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const closed = this.file.close();
    if (this.reading) {
      closed.catch(() => undefined);
      callback(error);
    } else closed.then(() => callback(error), callback);
  }

  private async readAt(buffer: Buffer): Promise<Buffer> {
    const reading = this.file.read(buffer, 0, buffer.byteLength, this.position);
    this.reading = reading;
    try {
      return buffer.subarray(0, (await reading).bytesRead);
    } finally {
      this.reading = null;
    }
  }
}
