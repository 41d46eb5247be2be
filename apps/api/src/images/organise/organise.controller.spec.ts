import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BULK_MAX, type Facets, type Image, type ImagePage, type IndexAnswer, type TrashPage } from '@vitrine/contracts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../../database/database';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';

describe('organising', () => {
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

  /** Thumbnails raise the version of their library, and their images get a hash. */
  const thumbnailsMade = () => app.get(ThumbnailsService).idle();
  const read = async (filename: string, user = alice) => {
    await thumbnailsMade();
    return app.as(user).json<Image>(`/api/ai/my-images/${filename}`);
  };
  const found = async (query: string) => (await app.as(alice).json<ImagePage>(`/api/ai/my-images?${query}`)).images.map((image) => image.filename);
  const version = async (user = alice) => {
    await thumbnailsMade();
    return (await app.as(user).json<IndexAnswer>('/api/ai/my-images/index')).version;
  };
  const change = (filename: string, body: unknown, user = alice) => app.as(user).patch(`/api/ai/my-images/${filename}`, body);
  const bulk = (act: string, body: unknown, user = alice) => app.as(user).post(`/api/ai/images/${act}`, body);
  const three = async (user = alice) => Promise.all([1, 2, 3].map(async () => (await imageOf(app, user)).filename));

  describe('one image', () => {
    it('gives it a title, tags and a heart, and finds it by them', async () => {
      const { filename } = await imageOf(app, alice);

      const response = await change(filename, { title: '  Harbour at noon ', tags: ['Sea', 'boats', 'sea'], favorite: true });

      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ filename, title: 'Harbour at noon', tags: ['boats', 'sea'], favorite: true });
      expect(await read(filename)).toMatchObject({ title: 'Harbour at noon', tags: ['boats', 'sea'], favorite: true });
      for (const query of ['q=noon', 'q=boats', 'tag=sea', 'favorite=true']) expect([query, await found(query)]).toEqual([query, [filename]]);
    });

    it('takes them away again, and finds it by them no more', async () => {
      const { filename } = await imageOf(app, alice);
      await change(filename, { title: 'Harbour', tags: ['sea'], favorite: true });

      await change(filename, { title: null, tags: [], favorite: false });

      expect(await read(filename)).toMatchObject({ title: null, tags: [], favorite: false });
      for (const query of ['q=harbour', 'q=sea', 'tag=sea', 'favorite=true']) expect([query, await found(query)]).toEqual([query, []]);
      expect((await app.as(alice).json<Facets>('/api/ai/my-images/facets')).tags).toEqual([]);
    });

    it('leaves what is not named as it was, and the words of the prompt are still found', async () => {
      const { filename } = await imageOf(app, alice);
      await change(filename, { title: 'Harbour', tags: ['sea'] });

      await change(filename, { favorite: true });

      expect(await read(filename)).toMatchObject({ title: 'Harbour', tags: ['sea'], favorite: true });
      expect(await found('q=picture')).toEqual([filename]);
    });

    it('tells those who catch up', async () => {
      const { filename } = await imageOf(app, alice);
      const before = await version();

      await change(filename, { favorite: true });

      expect(await app.as(alice).json(`/api/ai/my-images/index?since=${String(before)}`)).toMatchObject({ complete: false, added: [{ name: filename, favorite: true }], removed: [] });
    });

    it.each([
      ['a title of nothing', { title: '   ' }], ['a title of two lines', { title: 'a\nb' }], ['too many tags', { tags: Array.from({ length: 21 }, (_, i) => `tag ${String(i)}`) }],
      ['a tag that is no text', { tags: [1] }], ['half a letter', { title: '\ud800' }], ['a field of ours', { sha256: 'x' }], ['a list', []],
    ])('refuses %s, and changes nothing', async (_, body) => {
      const { filename } = await imageOf(app, alice);
      const before = await read(filename);

      expect((await change(filename, body)).status).toBe(400);
      expect(await read(filename)).toEqual(before);
    });

    it('is the same 404 for another’s, for an unknown one and for one in the trash', async () => {
      const { filename } = await imageOf(app, alice);
      const trashed = await imageOf(app, bob);
      await app.as(bob).delete(`/api/ai/images/${trashed.filename}`);

      const bodies = await Promise.all(
        [filename, '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', 'x', trashed.filename].map(async (name) => {
          const response = await change(name, { favorite: true }, bob);
          return [response.status, { ...((await response.json()) as object), instance: '' }];
        }),
      );

      expect(bodies).toEqual(bodies.map(() => bodies[0]));
      expect(bodies[0]?.[0]).toBe(404);
      expect(await read(filename)).toMatchObject({ favorite: false });
    });
  });

  describe('many images', () => {
    it('makes them favourites and takes it back', async () => {
      const names = await three();

      expect((await bulk('favorite', { filenames: names, favorite: true })).status).toBe(204);
      expect((await found('favorite=true')).sort()).toEqual([...names].sort());

      expect((await bulk('favorite', { filenames: names.slice(0, 2), favorite: false })).status).toBe(204);
      expect(await found('favorite=true')).toEqual(names.slice(2));
    });

    it('tells nobody of favourites that were so before', async () => {
      const names = await three();
      await bulk('favorite', { filenames: names, favorite: true });
      const before = await version();

      await bulk('favorite', { filenames: names, favorite: true });

      expect(await version()).toBe(before);
    });

    it('takes tags away first, then gives others; the search knows', async () => {
      const names = await three();
      await bulk('tags', { filenames: names, add: ['draft', 'sea'] });

      expect((await bulk('tags', { filenames: names, add: ['final'], remove: ['draft'] })).status).toBe(204);

      for (const name of names) expect((await read(name)).tags).toEqual(['final', 'sea']);
      expect(await found('q=final')).toHaveLength(3);
      expect(await found('q=draft')).toEqual([]);
    });

    it('takes a tag for the same in either normal form', async () => {
      const names = await three();
      await bulk('tags', { filenames: names, add: ['CAFE\u0301'] });

      for (const tag of ['café', 'cafe\u0301']) expect(await found(`tag=${encodeURIComponent(tag)}`)).toHaveLength(3);
      await bulk('tags', { filenames: names, remove: ['café'] });
      expect(await found('tag=cafe%CC%81')).toEqual([]);
    });

    it('refuses tags of which one image would have too many, and tags none of them', async () => {
      const [full = '', other = ''] = await three();
      await change(full, { tags: Array.from({ length: 20 }, (_, i) => `tag ${String(i)}`) });

      const response = await bulk('tags', { filenames: [full, other], add: ['one more'] });

      expect([response.status, await response.json()]).toEqual([409, expect.objectContaining({ type: '/problems/conflict' })]);
      expect((await read(other)).tags).toEqual([]);
    });

    it('moves them to the trash, or deletes them for good', async () => {
      const [first = '', second = '', third = ''] = await three();

      expect((await bulk('delete', { filenames: [first, second, first] })).status).toBe(204);
      expect((await bulk('delete', { filenames: [third], permanent: true })).status).toBe(204);

      expect(await app.as(alice).json<ImagePage>('/api/ai/my-images')).toMatchObject({ total: 0, images: [] });
      expect(await app.as(alice).json<TrashPage>('/api/ai/trash')).toMatchObject({ total: 2 });
      expect(await readdir(join(app.folder, 'uploads/images', `user-${alice.id}`))).toEqual([]);
    });

    const acts = [['delete', {}], ['delete', { permanent: true }], ['favorite', { favorite: true }], ['tags', { add: ['sea'] }]] as const;

    it.each(acts)('changes all or none: %s %j', async (act, rest) => {
      const names = await three();
      const { filename: foreign } = await imageOf(app, bob);
      const [before, ofBob] = [await version(), await read(foreign, bob)];

      const answers = await Promise.all(
        [foreign, '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', '../../etc/passwd', '', '\u0000'].map(async (name) => {
          const response = await bulk(act, { filenames: [...names, name], ...rest });
          return [response.status, { ...((await response.json()) as object), instance: '' }];
        }),
      );

      expect(answers).toEqual(answers.map(() => answers[0]));
      expect(answers[0]?.[0]).toBe(404);
      expect(await version()).toBe(before);
      expect(await read(foreign, bob)).toEqual(ofBob);
    });

    it.each(acts)('takes a thousand names and no more: %s %j', async (act, rest) => {
      const unknown = Array.from({ length: BULK_MAX + 1 }, () => '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png');

      expect((await bulk(act, { filenames: unknown.slice(1), ...rest })).status).toBe(404);
      expect((await bulk(act, { filenames: unknown, ...rest })).status).toBe(400);
      expect((await bulk(act, { filenames: [], ...rest })).status).toBe(400);
    });

    it('tags a thousand images at once', async () => {
      const one = await imageOf(app, alice);
      const rows = Array.from({ length: BULK_MAX }, (_, i) => {
        const id = `0190b7f6-7c1e-7d7a-8a4b-${i.toString(16).padStart(12, '0')}`;
        return { ...one, id, filename: `${id}.png` };
      });
      for (let at = 0; at < rows.length; at += 500) await app.get(Database).insertInto('images').values(rows.slice(at, at + 500)).execute();
      const add = Array.from({ length: 20 }, (_, i) => `tag ${String(i)}`);

      const response = await bulk('tags', { filenames: rows.map((row) => row.filename), add });

      expect(response.status).toBe(204);
      expect((await app.as(alice).json<ImagePage>('/api/ai/my-images?tag=tag%2019')).total).toBe(BULK_MAX);
      expect((await app.as(alice).json<ImagePage>('/api/ai/my-images?q=tag%2019')).total).toBe(BULK_MAX);
    });
  });
});
