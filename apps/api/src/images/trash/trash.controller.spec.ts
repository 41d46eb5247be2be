import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImagePage, TrashPage } from '@vitrine/contracts';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { TrashPurge } from './trash-purge';

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

  it('is emptied for its owner alone', async () => {
    const other = await app.register();
    const kept = await imageOf(app, other);
    await app.as(other).delete(`/api/ai/images/${kept.filename}`);
    for (let i = 0; i < 3; i += 1) await trash(await imageOf(app, alice));

    expect((await app.as(alice).delete('/api/ai/trash')).status).toBe(204);

    expect(await trashed()).toMatchObject({ total: 0, images: [] });
    expect(await app.as(other).json<TrashPage>('/api/ai/trash')).toMatchObject({ total: 1 });
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
