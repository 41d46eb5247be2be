import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImageRow } from '../../database/schema';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { makeThumbnails } from './make-thumbnails';
import { ThumbnailMaker, type Thumbnails, Undecodable } from './thumbnail-maker';
import { ThumbnailsService } from './thumbnails.service';

/** Fails as it is told to. */
class FailingMaker extends ThumbnailMaker {
  error: Error | null = new Error('the disk is away');
  tries = 0;

  make(original: Uint8Array): Promise<Thumbnails> {
    this.tries += 1;
    return this.error ? Promise.reject(this.error) : makeThumbnails(original);
  }
}

describe('thumbnails that could not be made', () => {
  let app: TestApp;
  let maker: FailingMaker;
  let alice: TestUser;
  let image: ImageRow;
  beforeEach(async () => {
    maker = new FailingMaker();
    app = await TestApp.start({}, { thumbnailMaker: () => maker });
    alice = await app.register();
  });
  afterEach(() => app.stop());

  const begin = async () => {
    image = await imageOf(app, alice);
    await app.get(ThumbnailsService).idle();
  };
  const typeOf = async () => {
    const response = await app.as(alice).get(`/api/ai/images/${image.filename}?size=512`);
    await app.get(ThumbnailsService).idle();
    return response.headers.get('content-type');
  };
  const made = async () => {
    while ((await app.as(alice).json<{ thumbhash: string | null }>(`/api/ai/my-images/${image.filename}`)).thumbhash === null) await wait(50);
  };

  it('are made by themselves once the fault is over', async () => {
    await begin();
    const failed = maker.tries;
    maker.error = null;

    await made();

    expect(maker.tries).toBe(failed + 1);
    expect(await typeOf()).toBe('image/webp');
  });

  it('are tried again when they are asked for, but not by every one of many', async () => {
    const began = Date.now();
    await begin();
    for (let asked = 0; asked < 10; asked += 1) await typeOf();
    const seconds = Math.floor((Date.now() - began) / 1000);
    expect(maker.tries).toBeLessThanOrEqual(1 + seconds);
    maker.error = null;
    await wait(1100);

    await typeOf();

    expect(await typeOf()).toBe('image/webp');
  });

  it('are given up of what is no picture', async () => {
    maker.error = new Undecodable('no picture');
    await begin();
    await wait(1100);

    expect(await typeOf()).toBe('image/png');
    expect(maker.tries).toBe(1);
  });
});
