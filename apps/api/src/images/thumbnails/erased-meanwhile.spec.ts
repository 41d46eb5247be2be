import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { FileImageStore } from '../storage/file-image-store';
import type { ImageKey } from '../storage/image-store';
import { ThumbnailsService } from './thumbnails.service';

/** Holds the second thumbnail, so that what comes meanwhile can be watched. */
class HoldingStore extends FileImageStore {
  readonly asked = Promise.withResolvers<null>();
  readonly released = Promise.withResolvers<null>();

  override async put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    if (key.area === 'thumbnails' && key.name.endsWith('-512.webp')) {
      this.asked.resolve(null);
      await this.released.promise;
    }
    return super.put(key, bytes);
  }
}

describe('an image that is deleted for good while its thumbnails are written', () => {
  let app: TestApp;
  let store: HoldingStore;
  let alice: TestUser;
  let image: ImageRow;
  beforeEach(async () => {
    app = await TestApp.start({}, { imageStore: ({ uploadsDir }) => (store = new HoldingStore(uploadsDir)) });
    alice = await app.register();
    image = await imageOf(app, alice);
    await store.asked.promise;
  });
  afterEach(() => app.stop());

  const remove = () => app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`);
  const promises = () => app.get(Database).selectFrom('erasures').select('id').execute();
  const left = async () => (await readdir(join(app.folder, 'uploads'), { recursive: true })).filter((path) => path.includes(image.id));
  const rowIsGone = async () => {
    while ((await app.as(alice).get(`/api/ai/my-images/${image.filename}`)).status !== 404) await wait(10);
  };

  it('stays promised to go until they are, so that a crash leaves no file for ever', async () => {
    const answer = remove();
    await rowIsGone();
    await wait(200);

    const meanwhile = await promises();
    store.released.resolve(null);

    expect(meanwhile).toEqual([{ id: image.id }]);
    expect((await answer).status).toBe(204);
    await app.get(ThumbnailsService).idle();
    expect([await left(), await promises()]).toEqual([[], []]);
  });

  it('gets none afterwards', async () => {
    const other = await imageOf(app, alice);
    const wrote: string[] = [];
    const put = store.put.bind(store);
    store.put = (key, bytes) => {
      wrote.push(key.name);
      return put(key, bytes);
    };

    await app.as(alice).delete(`/api/ai/images/${other.filename}?permanent=true`);
    store.released.resolve(null);
    await app.get(ThumbnailsService).idle();

    expect(wrote.filter((name) => name.startsWith(other.id))).toEqual([]);
  });
});
