import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Facets, ImageList, ImagePage, LibraryDelta, LibraryIndex } from '@vitrine/contracts';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { imageOf, picture } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';

describe('the index of a library', () => {
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

  const index = (query = '') => app.as(alice).json<LibraryIndex>(`/api/ai/my-images/index${query}`);
  const since = (version: number) => app.as(alice).json<LibraryDelta>(`/api/ai/my-images/index?since=${String(version)}`);
  /** Thumbnails raise the version of their library. */
  const thumbnailsMade = () => app.get(ThumbnailsService).idle();
  const names = (query: string) => index(query).then((answer) => answer.names);
  const imageNamed = async (prompt: string, width = 96, height = 64, owner = alice) => imageOf(app, owner, { ...(await picture(width, height)), prompt });

  it('tells enough of every image to lay it out, in the order of the list', async () => {
    const wide = await imageNamed('wide', 120, 40);
    const tall = await imageNamed('tall', 40, 120);

    expect(await index()).toMatchObject({ complete: true, names: [tall.filename, wide.filename], widths: [40, 120], heights: [120, 40], favorites: [] });
    expect(await names('?order=oldest')).toEqual([wide.filename, tall.filename]);
  });

  it('is the same as the list, page by page, when it is longer than one reading', async () => {
    const rows = Array.from({ length: 12 }, () => imageOf(app, alice));
    await Promise.all(rows);
    const listed = await app.as(alice).json<ImagePage>('/api/ai/my-images?limit=200');

    expect(await names('')).toEqual(listed.images.map((image) => image.filename));
  });

  it('is not sent again to who has it, until something changes', async () => {
    await imageNamed('one');
    await thumbnailsMade();
    const first = await app.as(alice).get('/api/ai/my-images/index');
    const etag = first.headers.get('etag') ?? '';
    const again = await app.as(alice).get('/api/ai/my-images/index', { 'if-none-match': etag });
    await imageNamed('two');
    const changed = await app.as(alice).get('/api/ai/my-images/index', { 'if-none-match': etag });

    expect([first.status, again.status, changed.status]).toEqual([200, 304, 200]);
  });

  it('has a weak tag, as compressed and uncompressed bytes share it, which each accepts', async () => {
    for (const sent of ['gzip', 'identity']) {
      const tag = (await app.as(alice).get('/api/ai/my-images/index', { 'accept-encoding': sent })).headers.get('etag') ?? '';
      expect(tag).toMatch(/^W\/"[^"]+"$/);
      for (const coding of ['gzip', 'identity']) expect((await app.as(alice).get('/api/ai/my-images/index', { 'accept-encoding': coding, 'if-none-match': tag })).status).toBe(304);
    }
  });

  it('is not taken for the one of another, though both are of the same version', async () => {
    const read = (user: TestUser, headers = {}) => app.as(user).get('/api/ai/my-images/index', headers);
    const carol = await app.register();
    const theirs = (await read(carol)).headers.get('etag') ?? '';

    const mine = await read(alice, { 'if-none-match': theirs });

    expect([mine.status, mine.headers.get('etag') === theirs, await mine.json()]).toEqual([200, false, expect.objectContaining({ version: 0, names: [] })]);
  });

  it('tells what was added and removed since a version', async () => {
    const [kept, doomed] = [await imageNamed('kept'), await imageNamed('doomed')];
    const { version } = await index();
    const fresh = await imageNamed('fresh');
    await app.as(alice).delete(`/api/ai/images/${doomed.filename}`);
    await thumbnailsMade();

    const delta = await since(version);

    expect(delta.complete).toBe(false);
    expect(delta.added.map((image) => image.name)).toContain(fresh.filename);
    expect(delta.added.map((image) => image.name)).not.toContain(doomed.filename);
    expect(delta.removed).toEqual([doomed.filename]);
    expect(delta.version).toBeGreaterThan(version);
    expect(await since(delta.version)).toMatchObject({ added: [], removed: [] });
    expect(kept.filename).toBeDefined();
  });

  it('tells everything to who is too far behind, or ahead of what ever was', async () => {
    await imageNamed('one');
    await app.get(Database).updateTable('usage_counters').set({ version: 90_000 }).where('owner_id', '=', alice.id).execute();

    expect(await since(1)).toMatchObject({ complete: true });
    expect(await since(95_000)).toMatchObject({ complete: true });
  });

  describe('narrowed', () => {
    let lighthouse: ImageRow;
    let cafe: ImageRow;
    let square: ImageRow;
    beforeEach(async () => {
      lighthouse = await imageNamed('Create an image of a Lighthouse at dusk', 120, 80);
      cafe = await imageNamed('a small café, 100% "quiet" AND raining', 80, 120);
      square = await imageOf(app, alice, { ...(await picture(64, 64)), prompt: 'sea', model: 'gpt-image-2.5-flare' });
      await imageNamed('a lighthouse of somebody else, in a café by the sea', 64, 64, bob);
    });

    it.each<[string, () => ImageRow[]]>([
      ['lighthouse', () => [lighthouse]], ['LIGHT dusk', () => [lighthouse]], ['ighthou', () => [lighthouse]], ['cafe', () => [cafe]], ['café', () => [cafe]],
      ['"quiet" AND', () => [cafe]], ['100%', () => [cafe]], ['qu', () => [cafe]], ['%', () => [cafe]], ['_', () => []], ['of at', () => [lighthouse]],
      ['words:sea', () => []], ['lighthouse sea', () => []], ['owner', () => []], ['NOT lighthouse', () => []], ['se*', () => []],
    ])('by the words %j', async (q, expected) => {
      expect(await names(`?q=${encodeURIComponent(q)}`)).toEqual(expected().map((image) => image.filename));
    });

    it.each([
      ['Ключ от дома', 'кл'], ['Ключ от дома', 'КЛЮЧ'], ['Große Straße', 'STRASSE'], ['GROSSE STRASSE', 'straße'], ['Äpfel', 'äp'], ['Apfel', 'Äp'], ['cafe\u0301', 'CAFÉ'],
      ['ＬＩＧＨＴ', 'light'], ['light', 'Ｌｉ'], ['ΟΔΟΣ', 'οδός'], ['soft\u00adhyphen', 'softhyphen'], ['Ça', 'ca'],
    ])('whatever way they are written: %j by %j', async (prompt, q) => {
      const image = await imageNamed(prompt);

      expect(await names(`?q=${encodeURIComponent(q)}`)).toContain(image.filename);
      expect(await names(`?q=${encodeURIComponent(`${q} nowhere`)}`)).toEqual([]);
    });

    it('by the first sixteen different ones, and by all when nothing of them can be searched for', async () => {
      const words = Array.from({ length: 16 }, (_, at) => `w${String(at)}x`);
      const image = await imageNamed(words.join(' '));

      expect(await names(`?q=${[...words, ...words, 'seventeenth'].join('+')}`)).toEqual([image.filename]);
      expect(await names(`?q=${[...words.slice(1), 'sixteenth'].join('+')}`)).toEqual([]);
      expect(await names('?q=%CC%81')).toEqual(await names(''));
    });

    it('in repetitive prompts as in others', async () => {
      const image = await imageNamed('a'.repeat(4000));

      expect(await names(`?q=${'a'.repeat(200)}`)).toEqual([image.filename]);
      expect(await names(`?q=${'a'.repeat(199)}b`)).toEqual([]);
    });

    it('by shape, model, favourite and time, all together', async () => {
      await app.get(Database).updateTable('images').set({ favorite: 1 }).where('id', '=', square.id).execute();
      const later = new Date(Date.now() + 60_000).toISOString();

      expect(await names('?shape=landscape')).toEqual([lighthouse.filename]);
      expect(await names('?shape=portrait')).toEqual([cafe.filename]);
      expect(await names('?shape=square')).toEqual([square.filename]);
      expect(await names('?model=gpt-image-2.5-flare')).toEqual([square.filename]);
      expect(await names('?favorite=true')).toEqual([square.filename]);
      expect(await names(`?to=${later}&favorite=false&shape=portrait&q=quiet`)).toEqual([cafe.filename]);
      expect(await names(`?from=${later}`)).toEqual([]);
    });

    it('by days, of which both belong to it, and by times of any zone', async () => {
      const image = await imageNamed('of its day');
      await app.get(Database).updateTable('images').set({ created_at: Date.parse('2026-03-01T23:30:00Z') }).where('id', '=', image.id).execute();

      expect(await names('?from=2026-03-01&to=2026-03-01')).toEqual([image.filename]);
      expect(await names('?from=2026-02-28&to=2026-02-28')).toEqual([]);
      expect(await names('?from=2026-03-02&to=2026-03-02')).toEqual([]);
      expect(await names('?from=2026-03-02T00:30:00%2B01:00&to=2026-03-02T00:30:01%2B01:00')).toEqual([image.filename]);
    });

    it('in the list as in the index, with a count of what is left', async () => {
      const page = await app.as(alice).json<ImagePage>('/api/ai/my-images?q=lighthouse&limit=1');

      expect(page).toMatchObject({ total: 1, nextCursor: null, images: [{ filename: lighthouse.filename }] });
    });

    it("no longer by what was deleted for good, and never by another's album or tag", async () => {
      await app.as(alice).delete(`/api/ai/images/${lighthouse.filename}?permanent=true`);

      expect(await names('?q=lighthouse')).toEqual([]);
      expect(await names('?album=0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f')).toEqual([]);
      expect(await names('?tag=sea')).toEqual([]);
    });

    it('tells what there is to filter by', async () => {
      expect(await app.as(alice).json<Facets>('/api/ai/my-images/facets')).toMatchObject({ models: ['gpt-image-2.5-flare', 'sketch-1'], tags: [], images: 3, trashed: 0 });
    });

    it('offers no tag of which all images are in the trash, until one comes back', async () => {
      const [kept, doomed] = [await imageNamed('kept'), await imageNamed('doomed')];
      await app.as(alice).post('/api/ai/images/tags', { filenames: [kept.filename, doomed.filename], add: ['both'] });
      await app.as(alice).post('/api/ai/images/tags', { filenames: [doomed.filename], add: ['only'] });
      const tags = async () => (await app.as(alice).json<Facets>('/api/ai/my-images/facets')).tags;
      await app.as(alice).delete(`/api/ai/images/${doomed.filename}`);
      const without = await tags();
      await app.as(alice).post('/api/ai/trash/restore', { filenames: [doomed.filename] });

      expect(without).toContain('both');
      expect(without).not.toContain('only');
      expect(await tags()).toContain('only');
    });

    it('gives the details of those that are there, in the order they were asked for', async () => {
      const foreign = await imageNamed('his', 64, 64, bob);
      const response = await app.as(alice).post('/api/ai/my-images/details', { filenames: [square.filename, foreign.filename, 'nonsense', lighthouse.filename] });

      expect(response.status).toBe(200);
      expect(((await response.json()) as ImageList).images.map((image) => image.filename)).toEqual([square.filename, lighthouse.filename]);
    });
  });

  it.each(['?shape=round', '?from=yesterday', '?album=mine', '?since=-1', '?since=x', `?q=${'a'.repeat(201)}`, '?q=%20', '?limit=5'])('is not read for %s', async (query) => {
    expect((await app.as(alice).get(`/api/ai/my-images/index${query}`)).status).toBe(400);
  });
});
