import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LocalImageStore } from './local-image-store';
import { anImage } from './testing/images';
import { textOf } from './testing/text-of';

/** What every store of this device keeps to. */
export function keepsImagesOnThisDevice(name: string, make: () => Promise<LocalImageStore>): void {
  describe(name, () => {
    let store: LocalImageStore;
    beforeEach(async () => { store = await make(); });
    const bytes = (text: string) => new Blob([text], { type: 'image/webp' });

    it('gives back the bytes it was given, with their type', async () => {
      const image = anImage({}, 'device');
      await store.put('guest', image, bytes('a picture'));
      const found = await store.open('guest', image.filename);
      expect(found?.type).toBe('image/webp');
      expect(await textOf(found)).toBe('a picture');
    });

    it('lists the newest first', async () => {
      const [first, second] = [anImage({}, 'device'), anImage({}, 'device')];
      await store.put('guest', first, bytes('1'));
      await store.put('guest', second, bytes('2'));
      expect(await store.list('guest')).toEqual([second, first]);
    });

    it('keeps the images of one person from everyone else', async () => {
      const image = anImage({}, 'device');
      await store.put('u:a1', image, bytes('of a1'));
      for (const other of ['guest', 'u:b2', 'u:a'] as const) {
        expect(await store.list(other)).toEqual([]);
        expect(await store.open(other, image.filename)).toBeNull();
        await store.remove(other, image.filename);
        await store.clear(other);
      }
      expect(await store.list('u:a1')).toEqual([image]);
      expect(await textOf(await store.open('u:a1', image.filename))).toBe('of a1');
    });

    it('removes one image, and removing it again is no error', async () => {
      const [gone, kept] = [anImage({}, 'device'), anImage({}, 'device')];
      await store.put('guest', gone, bytes('1'));
      await store.put('guest', kept, bytes('2'));
      await store.remove('guest', gone.filename);
      await store.remove('guest', gone.filename);
      expect(await store.list('guest')).toEqual([kept]);
      expect(await store.open('guest', gone.filename)).toBeNull();
    });

    it('clears one person and no other', async () => {
      const [mine, theirs] = [anImage({}, 'device'), anImage({}, 'device')];
      await store.put('u:a1', mine, bytes('mine'));
      await store.put('guest', theirs, bytes('theirs'));
      await store.clear('u:a1');
      expect(await store.list('u:a1')).toEqual([]);
      expect(await store.open('u:a1', mine.filename)).toBeNull();
      expect(await store.list('guest')).toEqual([theirs]);
    });
  });
}
