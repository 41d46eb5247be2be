import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BULK_MAX, type ImageList, type ImagePage, type TrashPage } from '@vitrine/contracts';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { TrashPurge } from './trash-purge';
import { TrashService } from './trash.service';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

describe('the trash', () => {
  let app: TestApp;
  let alice: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    alice = await app.register();
  });
  afterAll(() => app.stop());

  const files = (area: string) => readdir(join(app.folder, 'uploads', area, `user-${alice.id}`)).catch(() => []);
  const trash = (image: ImageRow) => app.as(alice).delete(`/api/ai/images/${image.filename}`);
  const library = () => app.as(alice).json<ImagePage>('/api/ai/my-images');
  const purge = (...filenames: string[]) => app.as(alice).post('/api/ai/trash/purge', { filenames });
  const trashed = () => app.as(alice).json<TrashPage>('/api/ai/trash');

  it('takes a deleted image out of the library and its folder, and shows it', async () => {
    const image = await imageOf(app, alice);

    expect((await trash(image)).status).toBe(204);

    expect(await library()).toMatchObject({ images: [], total: 0 });
    expect(await trashed()).toMatchObject({ images: [{ filename: image.filename, deletedAt: expect.any(String) }], total: 1, bytes: image.bytes, days: 30 });
    expect(await files('images')).toEqual([]);
    expect(await files('trash')).toEqual([image.filename]);
    expect((await app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(404);
    expect((await app.as(alice).get(`/api/ai/images/trash/${image.filename}?size=256`)).status).toBe(200);
  });

  it('gives an image back as it was', async () => {
    const image = await imageOf(app, alice);
    await trash(image);

    const response = await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] });

    expect(response.status).toBe(200);
    expect(await library()).toMatchObject({ images: [{ filename: image.filename, sha256: image.sha256, deletedAt: null }], total: 1 });
    expect(await trashed()).toMatchObject({ images: [], total: 0, bytes: 0 });
    expect(await files('images')).toEqual([image.filename]);
    expect((await app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(200);
  });

  it('gives back all that were named, or none when one of them is not there', async () => {
    const image = await imageOf(app, alice);
    const foreign = await imageOf(app, await app.register());
    await trash(image);

    const response = await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename, foreign.filename] });

    expect(response.status).toBe(404);
    expect(await trashed()).toMatchObject({ total: 1 });
    expect(await files('trash')).toEqual([image.filename]);
  });

  it('ends one image for good, and a second time it is not there', async () => {
    const image = await imageOf(app, alice);
    await trash(image);

    const answers = [await app.as(alice).delete(`/api/ai/trash/${image.filename}`), await app.as(alice).delete(`/api/ai/trash/${image.filename}`)];

    expect(answers.map((answer) => answer.status)).toEqual([204, 404]);
    expect(await files('trash')).toEqual([]);
  });

  it('ends many images for good in one request, and tells which', async () => {
    const [one, other, kept] = [await imageOf(app, alice), await imageOf(app, alice), await imageOf(app, alice)];
    await app.as(alice).send('PATCH', `/api/ai/my-images/${one.filename}`, { tags: ['sea'] }, {});
    for (const image of [one, other, kept]) await trash(image);

    const response = await purge(one.filename, other.filename);

    expect(response.status).toBe(200);
    const { images } = (await response.json()) as ImageList;
    expect(new Set(images.map(({ filename }) => filename))).toEqual(new Set([one.filename, other.filename]));
    expect(images.find(({ filename }) => filename === one.filename)).toMatchObject({ tags: ['sea'], deletedAt: expect.any(String) });
    expect(await trashed()).toMatchObject({ images: [{ filename: kept.filename }], total: 1, bytes: kept.bytes });
    expect(await files('trash')).toEqual([kept.filename]);
    expect((await purge(one.filename, other.filename)).status).toBe(404);
  });

  it('ends all that were named, or none when one of them is not there, is another’s, or is still in the library', async () => {
    const bob = await app.register();
    const [image, present, foreign] = [await imageOf(app, alice), await imageOf(app, alice), await imageOf(app, bob)];
    await trash(image);
    await app.as(bob).delete(`/api/ai/images/${foreign.filename}`);
    const bodies = [];

    for (const wrong of [present.filename, foreign.filename, '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', 'x']) {
      const response = await purge(image.filename, wrong);
      bodies.push([response.status, { ...((await response.json()) as object), instance: '' }]);
    }

    expect(bodies[0]?.[0]).toBe(404);
    for (const body of bodies) expect(body).toEqual(bodies[0]);
    expect(await trashed()).toMatchObject({ total: 1 });
    expect(await files('trash')).toEqual([image.filename]);
    expect(await app.as(bob).json<TrashPage>('/api/ai/trash')).toMatchObject({ total: 1 });
    expect((await library()).total).toBe(1);
  });

  it.each([
    ['nothing', {}], ['no names', { filenames: [] }], ['a number', { filenames: [7] }], ['an unknown word', { filenames: ['x'], all: true }],
    ['too many names', { filenames: Array.from({ length: BULK_MAX + 1 }, () => 'x') }],
  ])('is not asked to end many by %s', async (_, body) => {
    expect((await app.as(alice).post('/api/ai/trash/purge', body)).status).toBe(400);
  });

  it('is emptied for its owner alone', async () => {
    const other = await app.register();
    const kept = await imageOf(app, other);
    await app.as(other).delete(`/api/ai/images/${kept.filename}`);
    for (let i = 0; i < 3; i += 1) await trash(await imageOf(app, alice));

    expect((await app.as(alice).delete('/api/ai/trash')).status).toBe(204);

    expect(await trashed()).toMatchObject({ total: 0, images: [] });
    expect(await app.as(other).json<TrashPage>('/api/ai/trash')).toMatchObject({ total: 1 });
  });

  it('is emptied by several devices at once, and none of them is told that it failed', async () => {
    const images = [];
    for (let made = 0; made < 5; made += 1) images.push(await imageOf(app, alice));
    for (const image of images) await trash(image);

    // Within the process, so that each has read what there is before the first of them has removed it.
    await Promise.all([1, 2, 3].map(() => app.get(TrashService).empty(alice.id)));

    expect(await trashed()).toMatchObject({ total: 0, bytes: 0 });
    expect(await files('trash')).toEqual([]);
  });

  it('ends by itself what was in it for its days, and nothing younger', async () => {
    const [old, young] = [await imageOf(app, alice), await imageOf(app, alice)];
    await trash(old);
    await trash(young);
    await app.get(Database).updateTable('images').set({ deleted_at: Date.now() - 31 * DAY_MS }).where('id', '=', old.id).execute();

    const ended = await app.get(TrashPurge).purge(Date.now());

    expect(ended).toBe(1);
    expect((await trashed()).images.map((image) => image.filename)).toEqual([young.filename]);
    expect(await files('trash')).toEqual([young.filename]);
  });

  it('is not purged while the clock is far ahead of the last known time', async () => {
    const image = await imageOf(app, alice);
    await trash(image);
    const purge = app.get(TrashPurge);
    await purge.purgeIfClockIsTrusted(Date.now());

    const ended = [await purge.purgeIfClockIsTrusted(Date.now() + 60 * DAY_MS), await purge.purgeIfClockIsTrusted(Date.now())];

    expect(ended).toEqual([0, 0]);
    expect((await trashed()).images.map(({ filename }) => filename)).toEqual([image.filename]);
  });

  it('is not purged of what was deleted while the clock was years behind', async () => {
    const [image, now] = [await imageOf(app, alice), Date.now()];
    const purge = app.get(TrashPurge);
    await purge.purgeIfClockIsTrusted(now);
    await purge.purgeIfClockIsTrusted(now - 3650 * DAY_MS);
    await trash(image);
    await app.get(Database).updateTable('images').set({ deleted_at: now - 3650 * DAY_MS }).where('id', '=', image.id).execute();

    const ended = [await purge.purgeIfClockIsTrusted(now), await purge.purgeIfClockIsTrusted(now + HOUR_MS)];

    expect(ended).toEqual([0, 0]);
    expect((await trashed()).images.map(({ filename }) => filename)).toEqual([image.filename]);
  });

  it('shows and gives back an image whose move was cut short', async () => {
    const image = await imageOf(app, alice);
    await trash(image);
    await rename(join(app.folder, 'uploads/trash', `user-${alice.id}`, image.filename), join(app.folder, 'uploads/images', `user-${alice.id}`, image.filename));

    expect((await app.as(alice).get(`/api/ai/images/trash/${image.filename}`)).status).toBe(200);
    expect((await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] })).status).toBe(200);
    expect((await app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(200);
  });

  it('loses nothing when the same image is trashed and restored many times at once', async () => {
    const image = await imageOf(app, alice);
    const acts = Array.from({ length: 12 }, (_, i) => (i % 2 ? trash(image) : app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] })));

    const statuses = (await Promise.all(acts)).map((answer) => answer.status);

    expect(statuses.every((status) => [200, 204, 404].includes(status))).toBe(true);
    const place = (await library()).total === 1 ? '' : 'trash/';
    expect((await library()).total + (await trashed()).total).toBe(1);
    expect((await app.as(alice).get(`/api/ai/images/${place}${image.filename}`)).status).toBe(200);
  });
});

describe('without a trash', () => {
  it('a deleted image is gone at once', async () => {
    const app = await TestApp.start({ TRASH_DAYS: '0' });
    const alice = await app.register();
    const image = await imageOf(app, alice);

    await app.as(alice).delete(`/api/ai/images/${image.filename}`);

    expect(await app.as(alice).json<TrashPage>('/api/ai/trash')).toMatchObject({ total: 0, days: 0 });
    expect(await readdir(join(app.folder, 'uploads/images', `user-${alice.id}`))).toEqual([]);
    await app.stop();
  });
});
