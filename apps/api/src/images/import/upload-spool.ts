import type { Readable } from 'node:stream';

/** One body, while it arrives and until it is read. */
export interface SpooledUpload {
  append(piece: Uint8Array): Promise<void>;
  /** Everything that was appended. */
  read(): Promise<Uint8Array>;
  /** The same in small pieces. */
  stream(): Readable;
  /** It is gone. Idempotent. */
  close(): Promise<void>;
}

/** Holds bodies outside the memory while they arrive or wait to be sent. What is in it is gone with the process. */
export abstract class UploadSpool {
  abstract open(): Promise<SpooledUpload>;
}
