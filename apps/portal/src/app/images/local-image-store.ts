import type { LibraryImage } from './library-image';

/** The browser gives no more room; nothing was written and nothing older was taken away. */
export class DeviceFull extends Error {
  override readonly name = 'DeviceFull';

  constructor(cause?: unknown) {
    super('This browser has no room for more images.', { cause });
  }
}

/** Whose images: `guest`, or `u:` and a hash of the user's id. A store never mixes two spaces. */
export type DeviceSpace = 'guest' | `u:${string}`;

/** Keeps images and what is known of them in this browser, apart for each space. */
export abstract class LocalImageStore {
  /** The longest edge in pixels, to which an image is to be scaled before `put`. */
  abstract readonly edgeMax: number;

  /** Newest first. */
  abstract list(space: DeviceSpace): Promise<readonly LibraryImage[]>;
  /** Rejects with `DeviceFull`, and then everything is as it was. */
  abstract put(space: DeviceSpace, image: LibraryImage, bytes: Blob): Promise<void>;
  /** Null when nothing is there. */
  abstract open(space: DeviceSpace, filename: string): Promise<Blob | null>;
  /** Idempotent. */
  abstract remove(space: DeviceSpace, filename: string): Promise<void>;
  /** Everything of that space. */
  abstract clear(space: DeviceSpace): Promise<void>;
}

/** By the name alone: browsers differ in the class of this error. */
export function isQuotaExceeded(error: unknown): boolean {
  return error instanceof Error || error instanceof DOMException ? error.name === 'QuotaExceededError' : false;
}
