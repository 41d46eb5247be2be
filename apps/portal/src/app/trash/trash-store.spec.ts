import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { TrashPage } from '@vitrine/contracts';
import { ApiError } from '../api/problem';
import { LibraryFacets } from '../images/library-facets';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { anImage } from '../images/testing/images';
import { someone } from '../images/testing/someone';
import { TrashApi } from '../images/trash-api';
import { TrashStore } from './trash-store';

function setUp(images: LibraryImage[], pageSize = 100) {
  const server = { images, failure: null as ApiError | null, purged: [] as string[] };
  const removed = signal<ReadonlySet<string>>(new Set());
  const answer = <T>(value: () => T): Promise<T> => (server.failure ? Promise.reject(server.failure) : Promise.resolve(value()));
  const drop = (names: readonly string[]) => { server.images = server.images.filter(({ filename }) => !names.includes(filename)); };
  const person = someone('maya');
  TestBed.configureTestingModule({ providers: [
    ...person.providers, TrashStore,
    { provide: LibraryFacets, useValue: { facets: signal(null), refresh: () => undefined } },
    { provide: LibraryStore, useValue: { removed, restore: (names: readonly string[]) => answer(() => { drop(names); }) } },
    { provide: TrashApi, useValue: {
      page: (cursor: string | null) => answer((): TrashPage => {
        const at = Number(cursor ?? 0);
        return { images: server.images.slice(at, at + pageSize), nextCursor: at + pageSize < server.images.length ? String(at + pageSize) : null, total: server.images.length, bytes: 1000, days: 30 };
      }),
      purge: (wanted: readonly string[]) => answer(() => { server.purged.push(...wanted); drop(wanted); }),
      empty: () => answer(() => { drop(server.images.map(({ filename }) => filename)); }),
    } },
  ] });
  return { ...person, removed, server, trash: TestBed.inject(TrashStore) };
}

const settled = async () => {
  for (let turn = 0; turn < 4; turn++) { TestBed.tick(); await new Promise((resolve) => { setTimeout(resolve); }); }
};
const names = (images: readonly LibraryImage[]) => images.map(({ filename }) => filename);

describe('the trash', () => {
  it('shows what was deleted, page by page, and how long it stays', async () => {
    const images = Array.from({ length: 5 }, () => anImage());
    const { trash } = setUp(images, 3);
    await settled();
    expect([trash.images().length, trash.total(), trash.days(), trash.complete()]).toEqual([3, 5, 30, false]);
    await trash.more();
    expect(names(trash.images())).toEqual(names(images));
    expect(trash.complete()).toBe(true);
  });

  it('gives images back, out of sight at once', async () => {
    const images = [anImage(), anImage()];
    const { trash } = setUp(images);
    await settled();
    const restoring = trash.restore([images[0]!.filename]);
    expect(names(trash.images())).toEqual([images[1]!.filename]);
    await restoring;
    expect([names(trash.images()), trash.total()]).toEqual([[images[1]!.filename], 1]);
  });

  it('shows them again when that could not be done', async () => {
    const images = [anImage(), anImage()];
    const { server, trash } = setUp(images);
    await settled();
    server.failure = new ApiError('storage-unavailable', null);
    await expect(trash.restore(names(images))).rejects.toThrow();
    server.failure = null;
    await trash.load();
    expect(names(trash.images())).toEqual(names(images));
  });

  it('deletes for good just what was meant', async () => {
    const images = Array.from({ length: 9 }, () => anImage());
    const { server, trash } = setUp(images);
    await settled();
    await trash.purge(names(images.slice(0, 8)));
    expect(server.purged.sort()).toEqual(names(images.slice(0, 8)).sort());
    expect(names(trash.images())).toEqual([images[8]!.filename]);
  });

  it('can be emptied', async () => {
    const { trash } = setUp([anImage(), anImage()]);
    await settled();
    await trash.empty();
    expect([trash.images(), trash.total(), trash.state()]).toEqual([[], 0, 'ready']);
  });

  it('looks again when something leaves the library', async () => {
    const { removed, server, trash } = setUp([anImage()]);
    await settled();
    const fresh = anImage();
    server.images = [fresh, ...server.images];
    removed.set(new Set([fresh.filename]));
    await settled();
    expect(trash.total()).toBe(2);
  });

  it('says when it could not be loaded', async () => {
    const { server, trash } = setUp([]);
    server.failure = new ApiError('database-unavailable', null);
    await settled();
    expect(trash.state()).toBe('failed');
  });

  it('says that the server is away while the session cannot be renewed, and comes when it is', async () => {
    const { status, trash } = setUp([anImage()]);
    status.set('away');
    await settled();
    expect(trash.state()).toBe('unreachable');
    status.set('signed-in');
    await settled();
    expect([trash.state(), trash.total()]).toEqual(['ready', 1]);
  });
});
