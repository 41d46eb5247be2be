import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiError, UNREACHABLE } from '../api/problem';
import { Toasts } from '../shell/toasts';
import { ApiImageSource } from './api-image-source';
import { DetailCache } from './detail-cache';
import { DeviceImageSource } from './device-image-source';
import { LibraryFacets } from './library-facets';
import type { LibraryImage } from './library-image';
import { OrganiseApi } from './organise-api';
import { Organiser } from './organiser';
import { InMemoryImageSource } from './testing/in-memory-image-source';
import { anImage } from './testing/images';
import { someone } from './testing/someone';

function setUp(images: LibraryImage[] = [anImage(), anImage()]) {
  const account = new InMemoryImageSource(images);
  const server = { calls: [] as unknown[][], failure: null as Error | null, refreshed: 0 };
  const said: string[] = [];
  const tell = <T>(call: unknown[], value: () => T): Promise<T> => {
    server.calls.push(call);
    return server.failure ? Promise.reject(server.failure) : Promise.resolve(value());
  };
  TestBed.configureTestingModule({ providers: [
    ...someone('maya').providers,
    { provide: ApiImageSource, useValue: account }, { provide: DeviceImageSource, useValue: new InMemoryImageSource() },
    { provide: LibraryFacets, useValue: { facets: signal(null), refresh: () => { server.refreshed++; } } },
    { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
    { provide: OrganiseApi, useValue: {
      change: (name: string, change: object) => tell(['change', name, change], () => ({ ...images.find(({ filename }) => filename === name), ...change, title: 'As the server has it' })),
      favorite: (names: string[], favorite: boolean) => tell(['favorite', names, favorite], () => undefined),
      tag: (...call: unknown[]) => tell(['tag', ...call], () => undefined),
    } },
  ] });
  const [organiser, details] = [TestBed.inject(Organiser), TestBed.inject(DetailCache)];
  TestBed.tick(); // the library has found out whose it is, and knows nothing yet
  details.put(images);
  return { account, details, images, organiser, said, server };
}

const settled = () => new Promise((resolve) => { setTimeout(resolve); });

describe('putting an image in order', () => {
  it('is shown at once, and then as the server has it', async () => {
    const { details, images: [image], organiser } = setUp();
    const changing = organiser.change(image!, { favorite: true, title: 'Mine' });
    expect(details.get(image!.filename)).toMatchObject({ favorite: true, title: 'Mine' });
    expect(await changing).toBe(true);
    expect(details.get(image!.filename)).toMatchObject({ favorite: true, title: 'As the server has it' });
  });

  it('changes nothing but what was said', async () => {
    const { details, images: [image], organiser, server } = setUp([anImage({ title: 'Old', tags: ['sea'] })]);
    const changing = organiser.change(image!, { title: undefined, favorite: true });
    expect(details.get(image!.filename)).toMatchObject({ title: 'Old', tags: ['sea'], favorite: true });
    await changing;
    expect(server.calls).toEqual([['change', image!.filename, { title: undefined, favorite: true }]]);
  });

  it.each([
    [UNREACHABLE, "We can't reach the server. Nothing was changed."],
    ['not-found', 'That did not work. Nothing was changed.'],
  ] as const)('is taken back, with a word, when the answer is %s', async (kind, words) => {
    const { details, images: [image], organiser, said, server } = setUp();
    server.failure = new ApiError(kind, null);
    expect(await organiser.change(image!, { title: 'Mine' })).toBe(false);
    expect(details.get(image!.filename)).toEqual(image);
    expect([said, server.refreshed]).toEqual([[words], 0]);
  });

  it('hides no mistake of ours', async () => {
    const { images: [image], organiser, said, server } = setUp();
    server.failure = new TypeError('a mistake');
    await expect(organiser.change(image!, { title: 'Mine' })).rejects.toThrow('a mistake');
    expect(said).toEqual([]);
  });

  it('has the library and what can be filtered by follow', async () => {
    const { account, images: [image], organiser, server } = setUp();
    await organiser.change(image!, { tags: ['sea'] });
    await settled();
    expect(server.refreshed).toBe(1);
    expect(account.calls).toContain('index {}');
  });
});

describe('putting many images in order', () => {
  it('gives all of them hearts at once, and takes them back together', async () => {
    const { details, images, organiser, server } = setUp();
    const names = images.map(({ filename }) => filename);
    const hearts = () => names.map((name) => details.get(name)?.favorite);
    server.failure = new ApiError('not-found', null);
    const liking = organiser.favorite(names, true);
    expect(hearts()).toEqual([true, true]);
    expect(await liking).toBe(false);
    expect(hearts()).toEqual([false, false]);
    server.failure = null;
    expect(await organiser.favorite(names, true)).toBe(true);
    expect([hearts(), server.calls.at(-1)]).toEqual([[true, true], ['favorite', names, true]]);
  });

  it('tags them, and asks for what they are like now', async () => {
    const { account, details, images, organiser } = setUp();
    const names = images.map(({ filename }) => filename);
    account.images = images.map((image) => ({ ...image, tags: ['sea'] }));
    expect(await organiser.tag(names, ['sea'])).toBe(true);
    await settled();
    expect(names.map((name) => details.get(name)?.tags)).toEqual([['sea'], ['sea']]);
  });

  it('asks for nothing when they could not be tagged', async () => {
    const { account, images, organiser, server } = setUp();
    server.failure = new ApiError('conflict', null);
    expect(await organiser.tag(images.map(({ filename }) => filename), ['sea'])).toBe(false);
    expect(account.calls).toEqual([]);
  });
});
