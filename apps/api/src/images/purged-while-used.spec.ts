import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImageRow } from '../database/schema';
import { imageOf } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';
import { ImageBytes } from './image-bytes';
import { ImageFiles } from './image-files';
import { ImageRepository } from './image.repository';
import { ImagesService } from './images.service';
import { IntactImages } from './intact-images';
import { ThumbnailsService } from './thumbnails/thumbnails.service';

const NOT_FOUND = { problem: 'not-found' };

describe('an image that is deleted permanently while it is used', () => {
  let app: TestApp;
  let alice: TestUser;
  let image: ImageRow;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
  });
  beforeEach(async () => {
    const { filename } = await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();
    image = await rowOf(filename);
  });
  afterAll(() => app.stop());

  const rowOf = async (filename: string) => {
    const row = await app.get(ImageRepository).find(alice.id, 'library', filename);
    if (!row) throw new Error('there is no such image');
    return row;
  };
  const purge = () => app.get(ImagesService).removeAll(alice.id, [image.filename], true);
  const whole = () => ({ start: 0, end: image.bytes - 1 });

  it('is not found by who had read its row before', async () => {
    await purge();

    await expect(app.get(IntactImages).read(image)).rejects.toMatchObject(NOT_FOUND);
    await expect(app.get(IntactImages).open(image, whole())).rejects.toMatchObject(NOT_FOUND);
    await expect(app.get(IntactImages).copy(image, whole(), () => Promise.resolve())).rejects.toMatchObject(NOT_FOUND);
  });

  it('is not found by who was about to be sent its thumbnail', async () => {
    const thumbnail = await app.get(ImageBytes).of(image, { size: '256' });
    await purge();

    expect(thumbnail.mimeType).toBe('image/webp');
    await expect(thumbnail.substitute?.().read()).rejects.toMatchObject(NOT_FOUND);
  });

  it('is found by who had read its row before it went to the trash and came back', async () => {
    const [trashed] = (await app.get(ImageRepository).trash(alice.id, [image.filename], Date.now())) ?? [];
    if (!trashed) throw new Error('it did not go to the trash');
    await app.get(ImageFiles).place([trashed]);

    expect((await app.get(IntactImages).read(image)).byteLength).toBe(image.bytes);
  });

  it('is not found by who was about to restore it', async () => {
    const [trashed] = (await app.get(ImageRepository).trash(alice.id, [image.filename], Date.now())) ?? [];
    if (!trashed) throw new Error('it did not go to the trash');
    await app.get(ImageFiles).place([trashed]);
    await app.get(ImageFiles).erase((await app.get(ImageRepository).remove(alice.id, 'trash', [image.filename])) ?? []);

    await expect(app.get(ImageFiles).placeInLibrary([trashed])).rejects.toMatchObject(NOT_FOUND);
  });
});
