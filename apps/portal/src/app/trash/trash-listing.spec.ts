import { afterEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import fc from 'fast-check';
import { Words } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
import { anImage } from '../images/testing/images';
import { daysLeft } from './days-left';
import { extended, NOTHING_LISTED, without } from './trash-listing';

const all = Array.from({ length: 30 }, () => anImage());
const pageOf = (images: readonly LibraryImage[], at: number, size: number) => ({
  images: images.slice(at, at + size), nextCursor: at + size < images.length ? String(at + size) : null, total: images.length, bytes: 9_000_000,
});

describe('the list of the trash', () => {
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
    expect(extended(first, { ...pageOf(all, 9, 11), nextCursor: '20' }).images).toEqual(all.slice(0, 20));
  });

  it('counts along when images leave it', () => {
    const listing = extended(NOTHING_LISTED, pageOf(all, 0, 10));
    expect(without(listing, new Set([all[1]!.filename, 'unknown']))).toMatchObject({ total: 29, bytes: 9_000_000 - all[1]!.bytes });
  });
});

afterEach(() => { localStorage.clear(); });

describe('the days an image has left', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    ['2026-11-22T12:00:00Z', '30 days left'], ['2026-11-22T11:00:00Z', '30 days left'], ['2026-11-16T11:00:00Z', '24 days left'],
    ['2026-10-24T11:00:00Z', 'Last day'], ['2026-10-01T00:00:00Z', 'Last day'],
  ])('when it was deleted at %s are: %s', (deletedAt, words) => {
    expect(daysLeft(deletedAt, 30, now, TestBed.inject(Words))).toBe(words);
  });

  it('are told in the language of the person', async () => {
    const words = TestBed.inject(Words);
    await words.choose('de');
    expect(['2026-11-16T11:00:00Z', '2026-10-24T11:00:00Z'].map((deletedAt) => daysLeft(deletedAt, 30, now, words))).toEqual(['Noch 24 Tage', 'Letzter Tag']);
  });
});
