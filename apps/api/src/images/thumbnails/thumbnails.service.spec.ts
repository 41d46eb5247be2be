import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageOf, picture } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ImageRepository } from '../image.repository';
import { makeThumbnails } from './make-thumbnails';
import { Undecodable } from './thumbnail-maker';
import { ThumbnailsService } from './thumbnails.service';

describe('thumbnails', () => {
  let app: TestApp;
  let alice: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    alice = await app.register();
  });
  afterAll(() => app.stop());

  const folder = () => join(app.folder, 'uploads/thumbnails', `user-${alice.id}`);
  const open = (filename: string, size: string) => app.as(alice).get(`/api/ai/images/${filename}?size=${size}`);

  it.each([['256', 256, 171], ['512', 512, 341]])('are small WebP pictures of the whole: %s', async (size, width, height) => {
    const image = await imageOf(app, alice, await picture(1536, 1024));
    await app.get(ThumbnailsService).idle();

    const response = await open(image.filename, size);

    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('etag')).not.toBe(`"${image.sha256}"`);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height });
  });

  it('have the original stand in until they are ready, and come by themselves when they are lost', async () => {
    const image = await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();
    await rm(folder(), { recursive: true });

    const meanwhile = await open(image.filename, '512');
    await app.get(ThumbnailsService).idle();
    const after = await open(image.filename, '512');

    expect(meanwhile.headers.get('content-type')).toBe('image/png');
    expect(after.headers.get('content-type')).toBe('image/webp');
  });

  it('are gone with their image', async () => {
    const image = await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();

    await app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`);

    expect(await readdir(folder())).toEqual([]);
  });

  it('are made of an image that went to the trash while it waited', async () => {
    const image = await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();
    const waiting = await app.get(ImageRepository).find(alice.id, 'library', image.filename);
    await rm(folder(), { recursive: true });
    await app.as(alice).delete(`/api/ai/images/${image.filename}`);

    if (waiting) app.get(ThumbnailsService).want(waiting);
    await app.get(ThumbnailsService).idle();

    expect(await readdir(folder())).toHaveLength(2);
  });

  it('give a hash that the list tells', async () => {
    await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();

    const { images } = await app.as(alice).json<{ images: { thumbhash: string }[] }>('/api/ai/my-images');

    expect(Buffer.from(images[0]?.thumbhash ?? '', 'base64').length).toBeGreaterThan(4);
  });

  it('are not made of what is no picture', async () => {
    await expect(makeThumbnails(Buffer.from('<svg/>'))).rejects.toBeInstanceOf(Undecodable);
  });

  it('are never larger than their original', async () => {
    const { images } = await makeThumbnails((await picture(40, 20)).bytes);

    expect(await sharp(images[512]).metadata()).toMatchObject({ width: 40, height: 20 });
  });
});
