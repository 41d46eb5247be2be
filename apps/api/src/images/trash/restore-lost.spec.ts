import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImagePage, TrashPage } from '@vitrine/contracts';
import type { ImageRow } from '../../database/schema';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ImageStore } from '../storage/image-store';

describe('restoring many images of which some cannot be placed', () => {
  let app: TestApp;
  let alice: TestUser;
  let rows: ImageRow[];
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    alice = await app.register();
    rows = [];
    for (let made = 0; made < 4; made += 1) rows.push(await imageOf(app, alice));
    await app.as(alice).post('/api/ai/images/delete', { filenames: names() });
  });
  afterAll(() => app.stop());

  const names = () => rows.map(({ filename }) => filename);
  const folder = (area: string) => join(app.folder, 'uploads', area, `user-${alice.id}`);
  const files = async (area: string) => (await readdir(folder(area))).sort();
  const restore = (filenames = names()) => app.as(alice).post('/api/ai/trash/restore', { filenames });

  it('names those whose files are lost, and leaves everything where it was', async () => {
    const [, second, third] = names() as [string, string, string, string];
    await rm(join(folder('trash'), second));
    await rm(join(folder('trash'), third));

    const response = await restore();

    expect(response.status).toBe(503);
    const problem = (await response.json()) as { type: string; detail: string };
    expect(problem.type).toBe('/problems/storage-unavailable');
    for (const name of names()) expect(problem.detail.includes(name)).toBe(name === second || name === third);
    expect([await files('images'), await files('trash')]).toEqual([[], names().filter((name) => name !== second && name !== third)]);
    expect((await app.as(alice).json<TrashPage>('/api/ai/trash')).total).toBe(4);
  });

  it('gives back the rest when it is asked for without them', async () => {
    const [lost, ...rest] = names() as [string, ...string[]];
    await rm(join(folder('trash'), lost));

    expect((await restore(rest)).status).toBe(200);

    expect((await app.as(alice).json<ImagePage>('/api/ai/my-images')).total).toBe(3);
    expect(await files('images')).toEqual(rest);
  });

  it('puts back what was moved when the storage fails on the way', async () => {
    const store = app.get(ImageStore);
    const move = store.move.bind(store);
    const moved: string[] = [];
    const moving = jest.spyOn(store, 'move').mockImplementation((from, to) => {
      if (to.area === 'images' && moved.push(to.name) > 2) return Promise.reject(Object.assign(new Error('the disk is away'), { code: 'EIO' }));
      return move(from, to);
    });

    const failed = await restore();

    moving.mockRestore();
    expect([failed.status, moved.length]).toEqual([503, 3]);
    expect([await files('images'), await files('trash')]).toEqual([[], names()]);
    expect((await restore()).status).toBe(200);
  });
});
