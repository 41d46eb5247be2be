import type { Readable } from 'node:stream';

/** Where an object lives: in its owner's library, in their trash, or made from an original and so made again when lost. */
export const AREAS = ['images', 'trash', 'thumbnails'] as const;
export type Area = (typeof AREAS)[number];

/** Names one object. Minted from a row in `image-key.ts` and nowhere else, never from what a caller sent. */
export interface ImageKey {
  readonly area: Area;
  readonly owner: string;
  readonly name: string;
}

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The object a key names is not there. */
export class ImageMissing extends Error {
  readonly code = 'IMAGE_MISSING';

  constructor(key: ImageKey, options?: ErrorOptions) {
    super(`nothing is kept as ${key.area} ${key.name}`, options);
  }
}

/** A key whose owner or name could lead out of its folder: no row of ours makes one. */
export class InvalidImageKey extends Error {
  constructor({ area }: ImageKey) {
    super(`an owner or a name in ${area} is not a plain file name`);
  }
}

/** The name of one file or folder on every system, and no hidden one: no separator, no drive, no control character. */
const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}$/;

/** The same key. @throws InvalidImageKey */
export function requirePlainKey(key: ImageKey): ImageKey {
  if (!PLAIN_NAME.test(key.owner) || !PLAIN_NAME.test(key.name)) throw new InvalidImageKey(key);
  return key;
}

/** Resolves when the piece was taken. */
export type WritePiece = (piece: Uint8Array) => Promise<void>;

export interface StoredBytes {
  readonly bytes: Uint8Array;
  /** Another text once the object may have been changed by anything but this store; equal texts mean equal bytes. */
  readonly version: string;
}

/** Keeps image bytes under keys we mint ourselves; a key is whole or absent, and its bytes never change. Each call rejects with `InvalidImageKey` for a key that is no plain file name. */
export abstract class ImageStore {
  /** Durable when it resolves: the bytes and their name survive a power cut. Rejects, with nothing left behind, when they could not be. */
  abstract put(key: ImageKey, bytes: Uint8Array): Promise<void>;

  /** All bytes at once. Rejects with `ImageMissing` when nothing is there. */
  abstract read(key: ImageKey): Promise<StoredBytes>;

  /** As `read` tells it; null when nothing is there. */
  abstract version(key: ImageKey): Promise<string | null>;

  /** How many bytes there are; null when nothing is there. */
  abstract size(key: ImageKey): Promise<number | null>;

  /** The bytes of the range, as they come; what fails on the way is a `StorageError`. Rejects with `ImageMissing` when nothing is there. */
  abstract open(key: ImageKey, range: ByteRange): Promise<Readable>;

  /**
   * Passes the bytes of the range to `write`, piece by piece, each when the one before was taken. All pieces share one
   * buffer, so that a copy takes 64 kB however long it is: a piece may be used only until `write` has settled. Ends early
   * when the object is shorter. Rejects with `ImageMissing` when nothing is there, and with what `write` rejects with.
   */
  abstract copy(key: ImageKey, range: ByteRange, write: WritePiece): Promise<void>;

  /** Durable when it resolves. Idempotent: what has moved already stays where it is. Rejects with `ImageMissing` when it is in neither place. */
  abstract move(from: ImageKey, to: ImageKey): Promise<void>;

  /** Rejects while objects can be neither kept nor read at all. */
  abstract ping(): Promise<void>;

  /** Durable when it resolves. Idempotent: removing what is already gone succeeds. Rejects, and removes nothing, when something other than a file is there. */
  abstract remove(key: ImageKey): Promise<void>;
}
