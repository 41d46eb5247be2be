import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InMemoryImageStore } from './in-memory-image-store';
import { LocalImageIndex, localKey } from './local-image-index';
import { keepsImagesOnThisDevice } from './local-image-store.contract';
import { DeviceFull } from './local-image-store';
import { LocalStorageImageStore } from './local-storage-image-store';
import { anImage } from './testing/images';
import { textOf } from './testing/text-of';

const webp = (text: string) => new Blob([text], { type: 'image/webp' });
const inLocalStorage = () => new LocalStorageImageStore(localStorage, new LocalImageIndex(localStorage));

beforeEach(() => { localStorage.clear(); });
afterEach(() => { jest.restoreAllMocks(); });

keepsImagesOnThisDevice('a store in memory', () => Promise.resolve(new InMemoryImageStore()));
keepsImagesOnThisDevice('a store in localStorage', () => Promise.resolve(inLocalStorage()));

describe('a store in localStorage', () => {
  it('takes three images and tells that the fourth has no room, losing none', async () => {
    const store = inLocalStorage();
    const images = Array.from({ length: 4 }, () => anImage({}, 'device'));
    for (const image of images.slice(0, 3)) await store.put('guest', image, webp(image.filename));
    await expect(store.put('guest', images[3]!, webp('one too many'))).rejects.toBeInstanceOf(DeviceFull);
    expect(await store.list('guest')).toHaveLength(3);
    for (const image of images.slice(0, 3)) expect(await textOf(await store.open('guest', image.filename))).toBe(image.filename);
  });

  it.each(['bytes', 'index'])('leaves nothing half written when the browser has no room for the %s', async (kind) => {
    const store = inLocalStorage();
    const kept = anImage({}, 'device');
    await store.put('guest', kept, webp('kept'));
    const before = { ...localStorage };
    const write = Storage.prototype.setItem;
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key: string, value: string) {
      if (key.startsWith(`vitrine.v1.${kind}`)) throw new DOMException('full', 'QuotaExceededError');
      write.call(this, key, value);
    });
    await expect(store.put('guest', anImage({}, 'device'), webp('new'))).rejects.toBeInstanceOf(DeviceFull);
    expect({ ...localStorage }).toEqual(before);
  });

  it.each(['not json', '{}', '[1, null, {"filename": 5}]', '[{"filename":"a.webp","prompt":"p","createdAt":"never","width":1,"height":1}]'])(
    'makes no image of an index that says %j', async (text) => {
      localStorage.setItem(localKey('index', 'guest'), text);
      expect(await inLocalStorage().list('guest')).toEqual([]);
    },
  );
});

describe('a store in memory', () => {
  it('tells when it has no room, and keeps what it had', async () => {
    const store = new InMemoryImageStore(10);
    const kept = anImage({}, 'device');
    await store.put('guest', kept, webp('12345678'));
    await expect(store.put('guest', anImage({}, 'device'), webp('12345678'))).rejects.toBeInstanceOf(DeviceFull);
    expect(await store.list('guest')).toEqual([kept]);
  });
});
