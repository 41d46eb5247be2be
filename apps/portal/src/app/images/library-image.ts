import type { Image } from '@vitrine/contracts';

/** Where an image is kept: in the account's library on the server, or in this browser alone. */
export type Place = 'library' | 'device';

/** Enough of an image to show its bytes. */
export interface ImageRef {
  readonly filename: string;
  readonly place: Place;
  readonly url: string;
  readonly thumbnailUrl: string;
  /** When it went into the trash. */
  readonly deletedAt?: string | null;
}

export interface LibraryImage extends Image {
  readonly place: Place;
}

export function inLibrary(image: Image): LibraryImage {
  return { ...image, place: 'library' };
}

/** An image of the account of which nothing is known but its name. */
export function refOf(filename: string): ImageRef {
  const url = `/api/ai/images/${filename}`;
  return { filename, place: 'library', url, thumbnailUrl: `${url}?size=512` };
}

/** The name as one part of a route: a dot would make it look like a file of the portal. */
export function imageIdOf(filename: string): string {
  return filename.replace('.', '-');
}

export function filenameOf(imageId: string): string {
  return imageId.replace(/-([a-z]+)$/, '.$1');
}
