import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LibraryImage } from './library-image';
import { extended, merged, NOTHING_LISTED, renewed, without, withNew } from './listing';
import { anImage } from './testing/images';

const all = Array.from({ length: 30 }, () => anImage());
const pageOf = (images: readonly LibraryImage[], at: number, size: number) => ({
  images: images.slice(at, at + size), nextCursor: at + size < images.length ? String(at + size) : null, total: images.length,
});

describe('a listing', () => {
  it('holds every image once, in order, however the pages were cut', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), (size) => {
      let listing = NOTHING_LISTED;
      for (let at = 0; at < all.length; at += size) listing = extended(listing, pageOf(all, at, size));
      expect(listing.images).toEqual(all);
      expect(listing.nextCursor).toBeNull();
    }));
  });

  it('lists no image twice that slid from one page to the next', () => {
    const first = extended(NOTHING_LISTED, pageOf(all, 0, 10));
    const slid = extended(first, { images: all.slice(9, 20), nextCursor: '20', total: 30 });
    expect(slid.images).toEqual(all.slice(0, 20));
  });

  it('keeps what is known behind a renewed first page', () => {
    const known = extended(extended(NOTHING_LISTED, pageOf(all.slice(2), 0, 10)), pageOf(all.slice(2), 10, 10));
    const fresh = renewed(known, pageOf(all, 0, 10));
    expect(fresh.images).toEqual(all.slice(0, 22));
    expect(fresh.nextCursor).toBe(known.nextCursor);
  });

  it('begins anew when the renewed page reaches nothing that was known', () => {
    const known = extended(NOTHING_LISTED, { images: all.slice(20), nextCursor: null, total: 10 });
    expect(renewed(known, pageOf(all, 0, 5))).toEqual(pageOf(all, 0, 5));
  });

  it('counts along when an image comes or goes', () => {
    const listing = extended(NOTHING_LISTED, pageOf(all, 1, 10));
    expect(withNew(listing, all[0]!).total).toBe(31);
    expect(without(listing, all[1]!.filename)).toMatchObject({ total: 29, images: all.slice(2, 11) });
  });

  it('holds local images back until the pages reach their time', () => {
    const local = [{ ...all[15]!, filename: 'local.webp' }];
    const some = extended(NOTHING_LISTED, pageOf(all, 0, 10));
    expect(merged(some, local)).toEqual(all.slice(0, 10));
    const more = extended(some, pageOf(all, 10, 10));
    expect(merged(more, local)).toHaveLength(21);
  });
});
