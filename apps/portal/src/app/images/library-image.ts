import type { Image } from '@vitrine/contracts';

/** Where an image is kept: in the account's library on the server, or in this browser alone. */
export type Place = 'library' | 'device';

export interface LibraryImage extends Image {
  readonly place: Place;
}

export interface LibraryPage {
  /** Newest first. */
  readonly images: readonly LibraryImage[];
  readonly nextCursor: string | null;
  /** Of the whole list, not of this page. */
  readonly total: number;
}

export function inLibrary(image: Image): LibraryImage {
  return { ...image, place: 'library' };
}

/** The name as one part of a route: a dot would make it look like a file of the portal. */
export function imageIdOf(filename: string): string {
  return filename.replace('.', '-');
}

export function filenameOf(imageId: string): string {
  return imageId.replace(/-([a-z]+)$/, '.$1');
}
