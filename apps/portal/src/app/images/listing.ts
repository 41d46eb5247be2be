import type { LibraryImage, LibraryPage } from './library-image';

/** As much of the account's list as this browser knows. */
export interface Listing {
  readonly images: readonly LibraryImage[];
  readonly nextCursor: string | null;
  /** Null until the first page came. */
  readonly total: number | null;
}

export const NOTHING_LISTED: Listing = { images: [], nextCursor: null, total: null };

/** The next page behind what is known. An image that slid over the edge of a page is not listed twice. */
export function extended(listing: Listing, page: LibraryPage): Listing {
  const known = new Set(listing.images.map(({ filename }) => filename));
  return {
    images: [...listing.images, ...page.images.filter(({ filename }) => !known.has(filename))],
    nextCursor: page.nextCursor,
    total: page.total,
  };
}

/** The first page again: what it overlaps is replaced by it, what lies behind stays known. */
export function renewed(listing: Listing, first: LibraryPage): Listing {
  const last = first.images.at(-1);
  const overlap = listing.images.findIndex(({ filename }) => filename === last?.filename);
  if (first.nextCursor === null || overlap < 0) return { ...first };
  return {
    images: [...first.images, ...listing.images.slice(overlap + 1)],
    nextCursor: listing.images.length === overlap + 1 ? first.nextCursor : listing.nextCursor,
    total: first.total,
  };
}

export function withNew(listing: Listing, image: LibraryImage): Listing {
  if (listing.total === null || listing.images.some(({ filename }) => filename === image.filename)) return listing;
  return { ...listing, images: [image, ...listing.images], total: listing.total + 1 };
}

export function without(listing: Listing, filename: string): Listing {
  return {
    ...listing,
    images: listing.images.filter((image) => image.filename !== filename),
    total: listing.total === null ? null : Math.max(0, listing.total - 1),
  };
}

/** Both places as one list, newest first. What is older than the pages known waits until they are reached. */
export function merged(listing: Listing, local: readonly LibraryImage[]): readonly LibraryImage[] {
  const oldest = listing.nextCursor === null ? undefined : listing.images.at(-1)?.createdAt;
  const shown = local.filter((image) => oldest === undefined || image.createdAt >= oldest);
  if (shown.length === 0) return listing.images;
  return [...shown, ...listing.images].sort(newestFirst);
}

function newestFirst(a: LibraryImage, b: LibraryImage): number {
  return a.createdAt === b.createdAt ? compare(b.filename, a.filename) : compare(b.createdAt, a.createdAt);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
