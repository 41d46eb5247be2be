import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiError, UNREACHABLE } from '../api/problem';
import { LibraryCount } from '../shell/library-count';
import { ApiImageSource } from './api-image-source';
import { Arrivals } from './arrivals';
import { DeviceImageSource } from './device-image-source';
import { EVERYTHING } from './library-filter';
import { LibraryStore } from './library-store';
import { InMemoryImageSource } from './testing/in-memory-image-source';
import { anImage } from './testing/images';
import { someone } from './testing/someone';

function setUp({ user = 'maya' as string | null, images = [anImage(), anImage(), anImage()], local = [anImage({}, 'device')].slice(1) } = {}) {
  const person = someone(user);
  const account = new InMemoryImageSource(images);
  const device = new InMemoryImageSource(local);
  TestBed.configureTestingModule({ providers: [
    ...person.providers, { provide: ApiImageSource, useValue: account }, { provide: DeviceImageSource, useValue: device },
  ] });
  return { ...person, account, device, library: TestBed.inject(LibraryStore), arrivals: TestBed.inject(Arrivals), count: TestBed.inject(LibraryCount) };
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn++) { TestBed.tick(); await new Promise((resolve) => { setTimeout(resolve); }); }
  TestBed.tick();
};
const namesOf = (images: readonly { filename: string }[]) => images.map(({ filename }) => filename);
const shown = (library: LibraryStore) => library.view().names;

describe('the library', () => {
  it('asks for nothing before it is opened', async () => {
    const { account, device, library } = setUp();
    await settled();
    expect([...account.calls, ...device.calls]).toEqual([]);
    expect(library.state()).toBe('idle');
    expect(library.total()).toBeNull();
  });

  it('loads the index when it is opened, and tells the frame the count', async () => {
    const { account, library, count } = setUp();
    library.open();
    await settled();
    expect(shown(library)).toEqual(namesOf(account.images));
    expect(library.state()).toBe('ready');
    expect(count.total()).toBe(3);
  });

  it('asks only for what changed once it knows the whole, and shows just that', async () => {
    const images = Array.from({ length: 4 }, () => anImage());
    const { account, library } = setUp({ images });
    library.open();
    await settled();
    const fresh = anImage({ createdAt: '2026-11-23T00:00:00.000Z' });
    account.become([fresh, ...images.slice(1)]);
    await library.load();
    expect(shown(library)).toEqual(namesOf([fresh, ...images.slice(1)]));
    expect(account.calls).toEqual(['index {}', 'since 1']);
  });

  it('keeps new images from elsewhere back while somebody reads further down', async () => {
    const { account, arrivals, library } = setUp();
    library.open();
    await settled();
    const before = shown(library);
    arrivals.holding.set(true);
    TestBed.tick();
    account.become([anImage({ createdAt: '2026-11-23T00:00:00.000Z' }), ...account.images]);
    await library.load();
    expect(shown(library)).toEqual(before);
    expect([arrivals.count(), library.total()]).toEqual([1, 4]);
    arrivals.holding.set(false);
    TestBed.tick();
    expect(shown(library)).toHaveLength(4);
  });

  it('shows what a filter leaves, in the order asked for, and everything again afterwards', async () => {
    const images = [anImage({ prompt: 'a lighthouse' }), anImage({ prompt: 'a harbour' }), anImage({ prompt: 'another lighthouse' })];
    const { library } = setUp({ images });
    library.open();
    await settled();
    library.filter.set({ ...EVERYTHING, q: 'lighthouse', order: 'oldest' });
    await settled();
    expect(shown(library)).toEqual([images[2]?.filename, images[0]?.filename]);
    expect(library.total()).toBe(3);
    library.filter.set(EVERYTHING);
    await settled();
    expect(shown(library)).toEqual(namesOf(images));
  });

  it('brings back what was moved to trash, in its place', async () => {
    const { library } = setUp();
    library.open();
    await settled();
    const before = shown(library);
    await library.remove([library.ref(before[1]!)], true);
    expect([shown(library).length, library.trashed().has(before[1]!)]).toEqual([2, true]);
    await library.restore([before[1]!]);
    expect(shown(library)).toEqual(before);
    expect([library.removed().size, library.trashed().size]).toEqual([0, 0]);
  });

  it('shows again what another device restored', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const before = shown(library);
    await library.remove([library.ref(before[0]!)], true);
    await library.load();
    await account.restore([before[0]!]);
    await library.load();
    expect(shown(library)).toEqual(before);
  });

  it('shows what was made elsewhere when it is opened again', async () => {
    const images = [anImage(), anImage()];
    const { account, library } = setUp({ images: images.slice(1) });
    library.open();
    await settled();
    account.become(images);
    library.open();
    await settled();
    expect(shown(library)).toEqual(namesOf(images));
  });

  it('takes an image out of every view at once and counts it no more', async () => {
    const { account, library, lines } = setUp();
    library.open();
    await settled();
    const [first] = shown(library);
    const release = account.hold();
    const removal = library.remove([library.ref(first!)], true);
    expect(shown(library)).not.toContain(first!);
    expect(library.total()).toBe(2);
    expect(library.removed().has(first!)).toBe(true);
    release();
    await removal;
    expect(library.total()).toBe(2);
    expect(lines).toContain(`Image deleted: ${first!}`);
  });

  it('brings an image back, in its place, when it could not be deleted', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const before = shown(library);
    account.failure = new ApiError(UNREACHABLE, null);
    await expect(library.remove([library.ref(before[1]!)], true)).rejects.toThrow();
    expect(shown(library)).toEqual(before);
    expect(library.total()).toBe(3);
    expect(library.removed().size).toBe(0);
  });

  it('does not show a deleted image again because an answer from before its deletion comes late', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const [first, ...rest] = [...account.images];
    account.become(account.images.map((image) => ({ ...image, thumbhash: 'made' })));
    const arrive = account.delay();
    const loading = library.load();
    await settled();
    await library.remove([first!], true);
    arrive();
    await settled();
    expect(shown(library)).toEqual(namesOf(rest));
    await loading;
    expect([shown(library), [...library.removed()]]).toEqual([namesOf(rest), [first!.filename]]);
  });

  it('does not take a restored image away because an answer from before its return comes late', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const all = [...account.images];
    await library.remove([all[0]!], true);
    const arrive = account.delay();
    const loading = library.load();
    await settled();
    await library.restore([all[0]!.filename]);
    arrive();
    await settled();
    expect(shown(library)).toEqual(namesOf(all));
    await loading;
    expect(shown(library)).toEqual(namesOf(all));
  });

  it('says so when it cannot be loaded, and loads on a second try', async () => {
    const { account, library } = setUp();
    account.failure = new ApiError('database-unavailable', null);
    library.open();
    await settled();
    expect(library.state()).toBe('failed');
    account.failure = null;
    await library.load();
    expect(library.state()).toBe('ready');
  });

  it('comes back by itself when the server answers again', async () => {
    const { library, reachable } = setUp();
    reachable.set(false);
    library.open();
    await settled();
    expect(library.state()).toBe('unreachable');
    reachable.set(true);
    await settled();
    expect(library.state()).toBe('ready');
    expect(shown(library)).toHaveLength(3);
  });

  it('keeps showing what it knows while the server is away', async () => {
    const { library, reachable } = setUp();
    library.open();
    await settled();
    reachable.set(false);
    await settled();
    expect(library.state()).toBe('ready');
    expect(shown(library)).toHaveLength(3);
  });

  it('says so when what is new could not be loaded, and loads it on a second try', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    account.failure = new ApiError('internal-error', null);
    await library.load();
    expect([shown(library).length, library.stuck()]).toEqual([3, true]);
    account.failure = null;
    await library.load();
    expect(library.stuck()).toBe(false);
  });

  it('shows a guest the images of this device and asks the server for nothing', async () => {
    const { account, library } = setUp({ user: null, local: [anImage({}, 'device'), anImage({}, 'device')] });
    library.open();
    await settled();
    expect(shown(library)).toHaveLength(2);
    expect([library.total(), library.onThisDevice()]).toEqual([2, 2]);
    expect(account.calls).toEqual([]);
  });

  it('shows the copies of this device among the images of the account, by time', async () => {
    const [newest, middle, oldest] = [anImage(), anImage({}, 'device'), anImage()];
    const { library } = setUp({ images: [newest, oldest], local: [middle] });
    library.open();
    await settled();
    expect(shown(library)).toEqual(namesOf([newest, middle, oldest]));
    expect(library.total()).toBe(3);
  });

  it('forgets everything of one person when another comes', async () => {
    const { account, become, library } = setUp();
    library.open();
    await settled();
    account.images = [];
    become('noor');
    TestBed.tick();
    expect(shown(library)).toEqual([]);
    await settled();
    expect(library.total()).toBe(0);
  });

  it('lets no late answer for one person reach the next', async () => {
    const { account, become, library } = setUp();
    const release = account.hold();
    library.open();
    await settled();
    account.images = [];
    become('noor');
    release();
    await settled();
    expect(shown(library)).toEqual([]);
  });

  it('adds a new image on top once it is loaded, and only once', async () => {
    const fresh = anImage({ createdAt: '2026-11-23T00:00:00.000Z' });
    const { library } = setUp();
    library.add(fresh);
    expect(library.total()).toBeNull();
    library.open();
    await settled();
    library.add(fresh);
    library.add(fresh);
    expect(shown(library)[0]).toBe(fresh.filename);
    expect(library.total()).toBe(4);
  });

  it('drops an image whose bytes turn out to be gone', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const [first] = shown(library);
    account.images = account.images.slice(1);
    expect(await library.confirm(library.ref(first!))).toBe(false);
    expect(shown(library)).not.toContain(first!);
    expect(library.total()).toBe(2);
  });
});
