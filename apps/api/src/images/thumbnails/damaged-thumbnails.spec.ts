import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ImageRow } from '../../database/schema';
import { imageOf, picture } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ThumbnailsService } from './thumbnails.service';

describe('a thumbnail that was damaged', () => {
  let app: TestApp;
  let alice: TestUser;
  let image: ImageRow;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
  });
  beforeEach(async () => {
    image = await imageOf(app, alice, await picture(800, 600));
    await app.get(ThumbnailsService).idle();
  });
  afterAll(() => app.stop());

  const file = () => join(app.folder, 'uploads/thumbnails', `user-${alice.id}`, `${image.id}-512.webp`);
  const ask = (headers: Record<string, string> = {}) => app.as(alice).get(`/api/ai/images/${image.filename}?size=512`, headers);
  const damages: [what: string, damage: () => Promise<void>][] = [
    ['lost all its bytes', () => truncate(file(), 0)],
    ['was cut short', () => truncate(file(), 100)],
    ['is no picture', () => writeFile(file(), 'these are some other bytes')],
    ['got longer', () => writeFile(file(), Buffer.alloc(20), { flag: 'a' })],
  ];

  it.each(damages)('because it %s has the original stand in, and comes anew', async (_, damage) => {
    await (await ask()).arrayBuffer();
    await damage();

    const meanwhile = await ask();
    await app.get(ThumbnailsService).idle();
    const after = await ask();

    expect([meanwhile.status, meanwhile.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(after.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(Buffer.from(await after.arrayBuffer())).metadata()).toMatchObject({ format: 'webp', width: 512 });
  });

  it('is given in no part either', async () => {
    await truncate(file(), 100);

    expect((await ask({ range: 'bytes=0-9' })).headers.get('content-type')).toBe('image/png');
  });
});
