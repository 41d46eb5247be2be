import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiError, UNREACHABLE } from '../api/problem';
import { LibraryCount } from '../shell/library-count';
import { ApiImageSource } from './api-image-source';
import { DeviceImageSource } from './device-image-source';
import { LibraryStore } from './library-store';
import { InMemoryImageSource } from './testing/in-memory-image-source';
import { anImage } from './testing/images';
import { someone } from './testing/someone';

function setUp({ user = 'maya' as string | null, images = [anImage(), anImage(), anImage()], local = [anImage({}, 'device')].slice(1), pageSize = 100 } = {}) {
  const person = someone(user);
  const account = new InMemoryImageSource(images, pageSize);
  const device = new InMemoryImageSource(local);
  TestBed.configureTestingModule({ providers: [
    ...person.providers, { provide: ApiImageSource, useValue: account }, { provide: DeviceImageSource, useValue: device },
  ] });
  return { ...person, account, device, library: TestBed.inject(LibraryStore), count: TestBed.inject(LibraryCount) };
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn++) { TestBed.tick(); await new Promise((resolve) => { setTimeout(resolve); }); }
  TestBed.tick();
};
const namesOf = (images: readonly { filename: string }[]) => images.map(({ filename }) => filename);

describe('the library', () => {
  it('asks for nothing before it is opened', async () => {
    const { account, device, library } = setUp();
    await settled();
    expect([...account.calls, ...device.calls]).toEqual([]);
    expect(library.state()).toBe('idle');
    expect(library.total()).toBeNull();
  });

  it('loads the first page when it is opened, and tells the frame the count', async () => {
    const { account, library, count } = setUp();
    library.open();
    await settled();
    expect(namesOf(library.images())).toEqual(namesOf(account.images));
    expect(library.state()).toBe('ready');
    expect(count.total()).toBe(3);
  });

  it('loads page after page, each image once', async () => {
    const images = Array.from({ length: 7 }, () => anImage());
    const { account, library } = setUp({ images, pageSize: 3 });
    library.open();
    await settled();
    expect(library.complete()).toBe(false);
    await Promise.all([library.more(), library.more()]);
    await library.more();
    expect(namesOf(library.images())).toEqual(namesOf(images));
    expect(library.complete()).toBe(true);
    expect(account.calls.filter((call) => call.startsWith('page'))).toEqual(['page first', 'page 3', 'page 6']);
  });

  it('shows what was made elsewhere when it is opened again', async () => {
    const images = [anImage(), anImage()];
    const { account, library } = setUp({ images: images.slice(1) });
    library.open();
    await settled();
    account.images = images;
    library.open();
    await settled();
    expect(namesOf(library.images())).toEqual(namesOf(images));
  });

  it('takes an image out of every view at once and counts it no more', async () => {
    const { account, library, lines } = setUp();
    library.open();
    await settled();
    const [first] = library.images();
    const release = account.hold();
    const removal = library.remove(first!);
    expect(namesOf(library.images())).not.toContain(first!.filename);
    expect(library.total()).toBe(2);
    expect(library.removed().has(first!.filename)).toBe(true);
    release();
    await removal;
    expect(library.total()).toBe(2);
    expect(lines).toContain(`Image deleted: ${first!.filename}`);
  });

  it('brings an image back, in its place, when it could not be deleted', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const before = library.images();
    account.failure = new ApiError(UNREACHABLE, null);
    await expect(library.remove(before[1]!)).rejects.toThrow();
    expect(library.images()).toEqual(before);
    expect(library.total()).toBe(3);
    expect(library.removed().size).toBe(0);
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
    expect(library.images()).toHaveLength(3);
  });

  it('keeps showing what it knows while the server is away', async () => {
    const { library, reachable } = setUp();
    library.open();
    await settled();
    reachable.set(false);
    await settled();
    expect(library.state()).toBe('ready');
    expect(library.images()).toHaveLength(3);
  });

  it('does not ask again by itself for a page that failed', async () => {
    const { account, library } = setUp({ images: Array.from({ length: 5 }, () => anImage()), pageSize: 3 });
    library.open();
    await settled();
    account.failure = new ApiError('internal-error', null);
    await library.more();
    expect([library.canLoadMore(), library.moreFailed()]).toEqual([false, true]);
    account.failure = null;
    await library.more();
    expect([library.images().length, library.moreFailed()]).toEqual([5, false]);
  });

  it('shows a guest the images of this device and asks the server for nothing', async () => {
    const { account, library } = setUp({ user: null, local: [anImage({}, 'device'), anImage({}, 'device')] });
    library.open();
    await settled();
    expect(library.images()).toHaveLength(2);
    expect([library.total(), library.onThisDevice()]).toEqual([2, 2]);
    expect(account.calls).toEqual([]);
  });

  it('shows the copies of this device among the images of the account, by time', async () => {
    const [newest, middle, oldest] = [anImage(), anImage({}, 'device'), anImage()];
    const { library } = setUp({ images: [newest, oldest], local: [middle] });
    library.open();
    await settled();
    expect(library.images()).toEqual([newest, middle, oldest]);
    expect(library.total()).toBe(3);
  });

  it('forgets everything of one person when another comes', async () => {
    const { account, become, library } = setUp();
    library.open();
    await settled();
    account.images = [];
    become('noor');
    TestBed.tick();
    expect(library.images()).toEqual([]);
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
    expect(library.images()).toEqual([]);
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
    expect(library.images()[0]).toBe(fresh);
    expect(library.total()).toBe(4);
  });

  it('drops an image whose bytes turn out to be gone', async () => {
    const { account, library } = setUp();
    library.open();
    await settled();
    const [first] = library.images();
    account.images = account.images.slice(1);
    expect(await library.confirm(first!)).toBe(false);
    expect(namesOf(library.images())).not.toContain(first!.filename);
    expect(library.total()).toBe(2);
  });
});
