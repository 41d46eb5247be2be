import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { type ImageKey, ImageMissing, type ImageStore, InvalidImageKey } from './image-store';

const OWNER = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';
const OTHER = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d30';
const BYTES = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);

function key(name = 'a.png', owner = OWNER): ImageKey {
  return { area: 'images', owner, name };
}

/** What every image store keeps, whatever it is made of. */
export function imageStoreContract(name: string, open: () => Promise<{ store: ImageStore; close: () => Promise<void> }>): void {
  describe(`${name} as an image store`, () => {
    let store: ImageStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, close } = await open());
    });
    afterEach(() => close());

    it('answers when it is asked whether it is there', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    it('gives back the very bytes it was given', async () => {
      await store.put(key(), BYTES);

      expect(Buffer.from((await store.read(key())).bytes).equals(BYTES)).toBe(true);
    });

    it('tells another version once other bytes are there, and the same as long as there are not', async () => {
      await store.put(key(), BYTES);
      const { version } = await store.read(key());
      const again = await store.version(key());
      await store.put(key(), Uint8Array.from(BYTES, (byte) => byte ^ 1));

      expect(again).toBe(version);
      expect(await store.version(key())).not.toBe(version);
      expect(await store.version(key('none.png'))).toBeNull();
    });

    it('tells how many bytes there are, or that there are none', async () => {
      await store.put(key(), BYTES);

      expect(await store.size(key())).toBe(BYTES.length);
      expect(await store.size(key('none.png'))).toBeNull();
    });

    it('gives the part that is asked for, both ends included', async () => {
      await store.put(key(), BYTES);

      const part = await buffer(await store.open(key(), { start: 10, end: 19 }));

      expect(part.equals(BYTES.subarray(10, 20))).toBe(true);
    });

    it('passes the part that is asked for on in pieces, each when the one before was taken', async () => {
      const large = Buffer.alloc(300_000, 'abcdefg');
      await store.put(key(), large);
      const taken: Buffer[] = [];
      let open = 0;

      await store.copy(key(), { start: 10, end: 299_000 }, async (piece) => {
        open += 1;
        expect(open).toBe(1);
        taken.push(Buffer.from(piece));
        await new Promise((next) => setImmediate(next));
        open -= 1;
      });

      expect(Buffer.concat(taken).equals(large.subarray(10, 299_001))).toBe(true);
    });

    it('copies no more once a piece was not taken, and says why', async () => {
      await store.put(key(), Buffer.alloc(300_000));
      let pieces = 0;

      await expect(store.copy(key(), { start: 0, end: 299_999 }, () => Promise.reject(new Error(`refused ${String((pieces += 1))}`)))).rejects.toThrow('refused 1');

      expect(pieces).toBe(1);
    });

    it('keeps the same name of two owners apart', async () => {
      await store.put(key(), BYTES);
      await store.put(key('a.png', OTHER), Uint8Array.of(1));
      await store.remove(key('a.png', OTHER));

      expect((await store.read(key())).bytes.byteLength).toBe(BYTES.length);
      await expect(store.read(key('a.png', OTHER))).rejects.toBeInstanceOf(ImageMissing);
    });

    it('says so when nothing is there', async () => {
      await expect(store.read(key('none.png'))).rejects.toBeInstanceOf(ImageMissing);
      await expect(store.open(key('none.png'), { start: 0, end: 0 })).rejects.toBeInstanceOf(ImageMissing);
      await expect(store.copy(key('none.png'), { start: 0, end: 0 }, () => Promise.resolve())).rejects.toBeInstanceOf(ImageMissing);
    });

    it('moves an object whole, and takes a second move of it for done', async () => {
      const trashed: ImageKey = { ...key(), area: 'trash' };
      await store.put(key(), BYTES);
      await store.move(key(), trashed);
      await store.move(key(), trashed);

      await expect(store.read(key())).rejects.toBeInstanceOf(ImageMissing);
      expect(Buffer.from((await store.read(trashed)).bytes).equals(BYTES)).toBe(true);
    });

    it('says so when there is nothing to move', async () => {
      await expect(store.move(key('none.png'), { ...key('none.png'), area: 'trash' })).rejects.toBeInstanceOf(ImageMissing);
    });

    it.each(['..', '.', '', '../a.png', 'a/b.png', '/etc/passwd', 'a\\b.png', 'C:a.png', '.hidden', 'a\0.png', 'a\n.png', 'a'.repeat(300)])('refuses %j as a name and as an owner', async (text) => {
      for (const bad of [key(text), key('a.png', text)]) {
        const calls: (() => Promise<unknown>)[] = [
          () => store.put(bad, BYTES),
          () => store.read(bad),
          () => store.version(bad),
          () => store.size(bad),
          () => store.open(bad, { start: 0, end: 0 }),
          () => store.move(bad, key()),
          () => store.move(key(), bad),
          () => store.remove(bad),
        ];
        for (const call of calls) await expect(Promise.resolve().then(call)).rejects.toBeInstanceOf(InvalidImageKey);
      }
    });

    it('removes what is there, and again what is gone', async () => {
      await store.put(key(), BYTES);
      await store.remove(key());
      await store.remove(key());

      await expect(store.read(key())).rejects.toBeInstanceOf(ImageMissing);
    });
  });
}
