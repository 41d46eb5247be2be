import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Image, ImagePage } from '@vitrine/contracts';
import { createHash } from 'node:crypto';
import { readdir, readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageOf, picture } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';
import { ThumbnailsService } from './thumbnails/thumbnails.service';

describe('the images of a library', () => {
  let app: TestApp;
  let alice: TestUser;
  let bob: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
    bob = await app.register();
  });
  beforeEach(async () => {
    alice = await app.register();
  });
  afterAll(() => app.stop());

  const folderOf = (user: TestUser) => join(app.folder, 'uploads/images', `user-${user.id}`);
  const pageOf = (user: TestUser, query = '') => app.as(user).json<ImagePage>(`/api/ai/my-images${query}`);

  it('are listed newest first, with how many there are', async () => {
    const first = await imageOf(app, alice);
    const second = await imageOf(app, alice);

    const page = await pageOf(alice);

    expect(page.images.map((image) => image.filename)).toEqual([second.filename, first.filename]);
    expect(page).toMatchObject({ total: 2, nextCursor: null });
  });

  it('are paged without a gap or a repetition while new ones arrive', async () => {
    const before = await Promise.all(Array.from({ length: 7 }, () => imageOf(app, alice)));
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ImagePage = await pageOf(alice, `?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.images.map((image) => image.filename));
      cursor = page.nextCursor;
      await imageOf(app, alice);
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(before.every((image) => seen.includes(image.filename))).toBe(true);
  });

  it('come oldest first when asked so', async () => {
    const first = await imageOf(app, alice);
    await imageOf(app, alice);

    const page = await pageOf(alice, '?order=oldest&limit=1');

    expect(page.images[0]?.filename).toBe(first.filename);
    expect(page.nextCursor).not.toBeNull();
  });

  it.each(['limit=0', 'limit=201', 'cursor=nonsense', 'cursor=%00', 'order=best', 'unknown=1', '__proto__=1', '__proto__=1&limit=2', 'constructor=1', 'prototype=1', 'limit=0x10', 'limit=1e1', 'limit=%205', 'limit=%2B5', 'limit=1&limit=2'])('are not listed for a query that makes no sense: %s', async (query) => {
    const response = await app.as(alice).get(`/api/ai/my-images?${query}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-request', errors: [{}] });
  });

  it('are opened as the very bytes that were kept, by the media cookie too', async () => {
    const image = await imageOf(app, alice);

    const response = await app.withCookies({ vitrine_media: alice.cookies['vitrine_media'] ?? '' }).get(`/api/ai/images/${image.filename}`);

    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png', etag: `"${image.sha256}"`, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox", vary: 'Authorization, Cookie',
    });
  });

  it('are not sent again to who has them', async () => {
    const image = await imageOf(app, alice);

    const response = await app.as(alice).get(`/api/ai/images/${image.filename}`, { 'if-none-match': `"${image.sha256}"` });

    expect(response.status).toBe(304);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['bytes=0-0', 0, 1], ['bytes=5-9', 5, 10], ['bytes=-4', -4, undefined], ['bytes=3-', 3, undefined],
  ])('are sent in part: %s', async (range, start, end) => {
    const kept = await picture();
    const image = await imageOf(app, alice, kept);

    const response = await app.as(alice).get(`/api/ai/images/${image.filename}`, { range });

    expect(response.status).toBe(206);
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(kept.bytes).subarray(start, end))).toBe(true);
  });

  it('refuse a part that is not there, and send all for what is no single part', async () => {
    const image = await imageOf(app, alice);
    const beyond = await app.as(alice).get(`/api/ai/images/${image.filename}`, { range: `bytes=${String(image.bytes)}-` });
    const several = await app.as(alice).get(`/api/ai/images/${image.filename}`, { range: 'bytes=0-1,4-5' });

    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${String(image.bytes)}`);
    expect(several.status).toBe(200);
  });

  it('are saved under a readable name', async () => {
    const image = await imageOf(app, alice, { ...(await picture()), prompt: 'Create an image of a Café "at" dusk/\r\n..' });

    const response = await app.as(alice).head(`/api/ai/images/${image.filename}?download=1`);

    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="\d{4}-\d\d-\d\d_cafe-at-dusk\.png"; filename\*=UTF-8''\d{4}-\d\d-\d\d_caf%C3%A9-at-dusk\.png$/);
    expect(response.headers.get('content-length')).toBe(String(image.bytes));
  });

  it('are saved as a thumbnail, when one is asked for, under a name that says so', async () => {
    const image = await imageOf(app, alice, { ...(await picture()), prompt: 'a lighthouse' });
    await app.get(ThumbnailsService).idle();

    const saved = await app.as(alice).get(`/api/ai/images/${image.filename}?size=512&download=1`);
    const shown = await app.as(alice).get(`/api/ai/images/${image.filename}?size=512`);

    expect(saved.headers.get('content-type')).toBe('image/webp');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename="\d{4}-\d\d-\d\d_lighthouse\.webp"$/);
    expect(shown.headers.get('content-disposition')).toBeNull();
  });

  it('are the same 404 for another user, on every path, as if they did not exist', async () => {
    const image = await imageOf(app, alice);
    const unknown = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png';
    const bodyOf = async (response: Response) => ({ ...((await response.json()) as object), instance: '' });

    for (const [method, path] of [['GET', 'images'], ['GET', 'my-images'], ['DELETE', 'images'], ['GET', 'images/trash'], ['DELETE', 'trash']] as const) {
      const foreign = await app.as(bob).send(method, `/api/ai/${path}/${image.filename}`, undefined, {});
      const missing = await app.as(bob).send(method, `/api/ai/${path}/${unknown}`, undefined, {});
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect(await bodyOf(foreign)).toEqual(await bodyOf(missing));
    }
    expect((await pageOf(alice)).total).toBe(1);
  });

  it('leave list, folder and thumbnails when they are deleted for good', async () => {
    const image = await imageOf(app, alice);

    const first = await app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`);
    const second = await app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`);

    expect([first.status, second.status]).toEqual([204, 404]);
    expect(await pageOf(alice)).toMatchObject({ images: [], total: 0 });
    expect(await readdir(folderOf(alice))).toEqual([]);
  });

  it.each([[''], ['bytes=0-9']])('are told as unavailable when another file of the same length was put in the place of theirs, also after they were read: range %j', async (range) => {
    const [image, other] = [await imageOf(app, alice), await imageOf(app, alice)];
    const path = join(folderOf(alice), image.filename);
    const ask = () => app.as(alice).get(`/api/ai/images/${image.filename}`, range === '' ? {} : { range });
    const before = await ask();
    await before.arrayBuffer();
    const foreign = await readFile(join(folderOf(alice), other.filename));
    await writeFile(path, Buffer.concat([foreign, Buffer.alloc(image.bytes)]).subarray(0, image.bytes));

    const after = await ask();

    expect(before.ok).toBe(true);
    expect(after.status).toBe(503);
    expect(await after.json()).toMatchObject({ type: '/problems/storage-unavailable' });
  });

  it('are told as unavailable, never shown wrong, when their file is damaged or gone', async () => {
    const cut = await imageOf(app, alice);
    const gone = await imageOf(app, alice);
    await truncate(join(folderOf(alice), cut.filename), 10);
    await unlink(join(folderOf(alice), gone.filename));

    for (const image of [cut, gone]) {
      const response = await app.as(alice).get(`/api/ai/images/${image.filename}`);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ type: '/problems/storage-unavailable' });
    }
  });

  it('are the same after the server starts again', async () => {
    const image = await imageOf(app, alice);

    await app.restart();

    const [listed] = (await pageOf(alice)).images;
    expect(listed).toMatchObject({ filename: image.filename, sha256: image.sha256 } satisfies Partial<Image>);
  });
});
