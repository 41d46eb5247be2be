import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Album, type AlbumList, ALBUMS_MAX, type ImagePage } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import { imageOf } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';

describe('albums', () => {
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

  const make = async (name = 'Harbours', user = alice) => (await (await app.as(user).post('/api/ai/albums', { name })).json()) as Album;
  const read = ({ id }: Album) => app.as(alice).json<Album>(`/api/ai/albums/${id}`);
  const put = ({ id }: Album, ...filenames: string[]) => app.as(alice).post(`/api/ai/albums/${id}/images`, { filenames });
  const take = ({ id }: Album, ...filenames: string[]) => app.as(alice).post(`/api/ai/albums/${id}/images/remove`, { filenames });
  const images = async ({ id }: Album) => (await app.as(alice).json<ImagePage>(`/api/ai/my-images?album=${id}`)).images.map((image) => image.filename);
  const image = async (user = alice) => (await imageOf(app, user)).filename;
  const trash = (name: string) => app.as(alice).delete(`/api/ai/images/${name}`);

  it('are made, listed the newest first, and renamed', async () => {
    const first = await make('Harbours');
    const second = await make('  Mountains ');

    const renamed = await app.as(alice).patch(`/api/ai/albums/${first.id}`, { name: 'Ports' });

    expect(renamed.status).toBe(200);
    expect(second).toMatchObject({ name: 'Mountains', images: 0, cover: null });
    expect(await app.as(alice).json<AlbumList>('/api/ai/albums')).toEqual({ albums: [second, { ...first, name: 'Ports' }] });
  });

  it('are read where the answer to their creation says', async () => {
    const response = await app.as(alice).post('/api/ai/albums', { name: 'Harbours' });

    const album = (await response.json()) as Album;
    expect([response.status, response.headers.get('location')]).toEqual([201, `/api/ai/albums/${album.id}`]);
    expect(await app.as(alice).json<Album>(response.headers.get('location') ?? '')).toEqual(album);
  });

  it('hold images, each once, and an image can be in many', async () => {
    const [one, other] = [await make(), await make()];
    const [first, second] = [await image(), await image()];

    await put(one, first, second);
    await put(other, first);
    const again = await put(one, first);

    expect(await again.json()).toMatchObject({ images: 2, cover: second });
    expect(await images(one)).toEqual([second, first]);
    expect(await images(other)).toEqual([first]);
  });

  it('let images go, which stay in the library', async () => {
    const album = await make();
    const [inside, outside] = [await image(), await image()];
    await put(album, inside);

    const response = await take(album, inside, outside);

    expect(await response.json()).toMatchObject({ images: 0, cover: null });
    expect((await app.as(alice).json<ImagePage>('/api/ai/my-images')).total).toBe(2);
  });

  it('count what is in the library: trash, restore and deletion for good', async () => {
    const [album, other] = [await make(), await make()];
    const [first, second, third] = [await image(), await image(), await image()];
    await put(album, first, second, third);
    await put(other, first);

    await trash(first);
    await app.as(alice).delete(`/api/ai/images/${second}?permanent=true`);
    expect([(await read(album)).images, (await read(other)).images]).toEqual([1, 0]);
    await app.as(alice).post('/api/ai/trash/restore', { filenames: [first] });
    expect([(await read(album)).images, (await read(other)).images]).toEqual([2, 1]);
    await trash(first);
    await app.as(alice).delete(`/api/ai/trash/${first}`);

    expect([(await read(album)).images, (await read(other)).images]).toEqual([1, 0]);
    expect(await images(album)).toEqual([third]);
  });

  it('are shown by the chosen image, and by the newest while it is not there', async () => {
    const album = await make();
    const [first, second, third] = [await image(), await image(), await image()];
    await put(album, first, second, third);
    expect((await read(album)).cover).toBe(third);

    await app.as(alice).patch(`/api/ai/albums/${album.id}`, { cover: first });
    expect((await read(album)).cover).toBe(first);
    await trash(first);
    expect((await read(album)).cover).toBe(third);
    await app.as(alice).post('/api/ai/trash/restore', { filenames: [first] });
    expect((await read(album)).cover).toBe(first);
    await take(album, first);
    await put(album, first);
    expect((await read(album)).cover).toBe(third);
    await app.as(alice).patch(`/api/ai/albums/${album.id}`, { cover: second });
    await app.as(alice).patch(`/api/ai/albums/${album.id}`, { cover: null });

    expect((await read(album)).cover).toBe(third);
  });

  it('are not shown by an image that is not in them', async () => {
    const album = await make();
    await put(album, await image());
    const before = await read(album);

    for (const cover of [await image(), await image(bob), 'x']) {
      expect((await app.as(alice).patch(`/api/ai/albums/${album.id}`, { name: 'Other', cover })).status).toBe(404);
    }
    expect(await read(album)).toEqual(before);
  });

  it('leave their images when they are deleted, and who knows the index hears that it is old', async () => {
    const album = await make();
    const name = await image();
    await put(album, name);
    const index = `/api/ai/my-images/index?album=${album.id}`;
    const etag = (await app.as(alice).get(index)).headers.get('etag') ?? '';

    expect((await app.as(alice).delete(`/api/ai/albums/${album.id}`)).status).toBe(204);

    expect((await app.as(alice).delete(`/api/ai/albums/${album.id}`)).status).toBe(404);
    expect(await app.as(alice).json<ImagePage>('/api/ai/my-images')).toMatchObject({ total: 1, images: [{ filename: name }] });
    expect(await (await app.as(alice).get(index, { 'if-none-match': etag })).json()).toMatchObject({ names: [] });
  });

  it('take all of the named images or none', async () => {
    const album = await make();
    const name = await image();

    for (const wrong of [await image(bob), '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', 'x', '\u0000']) {
      expect((await put(album, name, wrong)).status).toBe(404);
      expect((await take(album, name, wrong)).status).toBe(404);
    }
    expect((await read(album)).images).toBe(0);
  });

  it('are the same 404 for another, on every path, as if they did not exist', async () => {
    const album = await make();
    const name = await image();
    await put(album, name);
    const ofBob = await image(bob);
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await app.as(bob).send(method, `/api/ai/albums/${path}`, body, {});
      return [response.status, { ...((await response.json()) as object), instance: '' }];
    };

    for (const [method, rest, body] of [
      ['GET', ''], ['PATCH', '', { name: 'Mine' }], ['DELETE', ''], ['POST', '/images', { filenames: [ofBob] }], ['POST', '/images/remove', { filenames: [ofBob] }],
    ] as const) {
      const foreign = await ask(method, album.id + rest, body);
      expect(foreign[0]).toBe(404);
      expect(await ask(method, uuidv7() + rest, body)).toEqual(foreign);
      expect(await ask(method, `x${rest}`, body)).toEqual(foreign);
    }
    expect(await read(album)).toMatchObject({ name: 'Harbours', images: 1 });
    expect(await app.as(bob).json<ImagePage>(`/api/ai/my-images?album=${album.id}`)).toMatchObject({ images: [], total: 0 });
  });

  it.each([{}, { name: '' }, { name: '  ' }, { name: 'a\nb' }, { name: 'a'.repeat(81) }, { name: 7 }, { name: 'a', cover: 'x' }])('are not made of nonsense: %j', async (body) => {
    expect((await app.as(alice).post('/api/ai/albums', body)).status).toBe(400);
  });

  it('are a thousand at most', async () => {
    const rows = Array.from({ length: ALBUMS_MAX }, () => ({ id: uuidv7(), owner_id: alice.id, name: 'one of many', cover_id: null, images: 0, created_at: Date.now() }));
    await app.get(Database).insertInto('albums').values(rows).execute();

    const response = await app.as(alice).post('/api/ai/albums', { name: 'one too many' });

    expect([response.status, await response.json()]).toEqual([409, expect.objectContaining({ type: '/problems/conflict' })]);
    expect((await app.as(alice).json<AlbumList>('/api/ai/albums')).albums).toHaveLength(ALBUMS_MAX);
  });
});
