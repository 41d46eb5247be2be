import type { ThumbnailSize } from '../storage/image-key';

export interface Thumbnails {
  /** WebP, the longer side at most that many pixels. */
  readonly images: Readonly<Record<ThumbnailSize, Uint8Array>>;
  /** A blurred stand-in of about 25 bytes, base64 (https://evanw.github.io/thumbhash/). */
  readonly thumbhash: string;
}

/** These bytes are no picture, and never will be. */
export class Undecodable extends Error {}

/** Makes small pictures of a big one without holding up whoever asks for something else meanwhile. */
export abstract class ThumbnailMaker {
  /** Takes the original over: it is empty afterwards. Rejects with `Undecodable` when the bytes are no picture; every other failure may pass, among them that it took too long. */
  abstract make(original: Uint8Array): Promise<Thumbnails>;
}
