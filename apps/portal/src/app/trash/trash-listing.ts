import type { LibraryImage } from '../images/library-image';

/** As much of the trash as this browser knows, in the order of the server. */
export interface TrashListing {
  readonly images: readonly LibraryImage[];
  readonly nextCursor: string | null;
  /** Null until the first page came. */
  readonly total: number | null;
  readonly bytes: number;
}

export const NOTHING_LISTED: TrashListing = { images: [], nextCursor: null, total: null, bytes: 0 };

/** The next page behind what is known. An image that slid over the edge of a page is not listed twice. */
export function extended(listing: TrashListing, page: TrashListing): TrashListing {
  const known = new Set(listing.images.map(({ filename }) => filename));
  return { ...page, images: [...listing.images, ...page.images.filter(({ filename }) => !known.has(filename))] };
}

export function without(listing: TrashListing, names: ReadonlySet<string>): TrashListing {
  const images = listing.images.filter(({ filename }) => !names.has(filename));
  const gone = listing.images.filter(({ filename }) => names.has(filename));
  return {
    ...listing,
    images,
    total: listing.total === null ? null : Math.max(0, listing.total - gone.length),
    bytes: Math.max(0, listing.bytes - gone.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
}
