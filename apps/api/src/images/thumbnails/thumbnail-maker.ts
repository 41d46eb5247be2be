import type { ThumbnailSize } from '../storage/image-key';

export interface Thumbnails {
  /** WebP, the longer side at most that many pixels. */
  readonly images: Readonly<Record<ThumbnailSize, Uint8Array>>;
  /** A blurred stand-in of about 25 bytes, base64 (https://evanw.github.io/thumbhash/). */
  readonly thumbhash: string;
}

/** Makes small pictures of a big one without holding up whoever asks for something else meanwhile. */
export abstract class ThumbnailMaker {
  /** Rejects when the bytes are no image. */
  abstract make(original: Uint8Array): Promise<Thumbnails>;
}
