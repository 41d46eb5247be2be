import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Conversation, ConversationPage, ConversationSummary, type Generation, type ImagePage, type Problem } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { ManualImageGenerator } from '../generation/generators/manual-image-generator';
import { eventually, png } from '../generation/testing/generation-process';
import { Database } from '../database/database';
import { portions } from '../database/portions';
import type { ImageRow } from '../database/schema';
import { ThumbnailsService } from '../images/thumbnails/thumbnails.service';
import { UsageRepository } from '../images/usage.repository';
import { TestApp, type TestUser } from '../testing/test-app';

const ROUTE = '/api/ai/conversations';
const NOBODY = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';

describe('chats over HTTP', () => {
  let app: TestApp;
  let generator: ManualImageGenerator;
  let alice: TestUser;
  let bob: TestUser;
  const page = async (user: TestUser, query = '') => ConversationPage.parse(await app.as(user).json(ROUTE + query));
  const read = async (user: TestUser, id: string) => Conversation.parse(await app.as(user).json(`${ROUTE}/${id}`));
  const begin = async (user: TestUser, title: string) => ConversationSummary.parse(await (await app.as(user).post(ROUTE, { title })).json());
  const library = (user: TestUser) => app.as(user).json<ImagePage>('/api/ai/my-images');
  const made = async (user: TestUser, prompt: string, conversationId?: string): Promise<Generation> => {
    const number = generator.calls.length;
    const answer = app.as(user).post('/api/ai/generate-image', { prompt, ...(conversationId === undefined ? {} : { conversationId }) });
    (await generator.call(number)).succeed(await png(number % 200));
    return (await (await answer).json()) as Generation;
  };

  beforeAll(async () => {
    app = await TestApp.start({ SHUTDOWN_GRACE_SECONDS: '0' }, { imageGenerator: () => (generator = new ManualImageGenerator()) });
    bob = await app.register();
  });
  beforeEach(async () => {
    alice = await app.register();
  });
  afterAll(() => app.stop());

  it('are read where the answer to their creation says', async () => {
    const response = await app.as(alice).post(ROUTE, { title: 'Ideas' });

    const { id } = ConversationSummary.parse(await response.json());
    expect([response.status, response.headers.get('location')]).toEqual([201, `${ROUTE}/${id}`]);
    expect(await app.as(alice).json(response.headers.get('location') ?? '')).toMatchObject({ id, title: 'Ideas' });
  });

  it('hold their generations, oldest first, with their images', async () => {
    const { id, conversationId } = await made(alice, 'a lighthouse');
    await app.get(ThumbnailsService).idle();
    const first = await app.as(alice).json<Generation>(`/api/ai/generations/${id}`);
    await made(alice, 'the same at night', conversationId);

    const chat = await read(alice, first.conversationId);

    expect(chat.title).toBe('A lighthouse');
    expect(chat.generations.map(({ prompt }) => prompt)).toEqual(['a lighthouse', 'the same at night']);
    expect(chat.generations[0]).toEqual(first);
  });

  it('keep a tombstone of what was deleted', async () => {
    const { conversationId, images } = await made(alice, 'a lighthouse');
    const url = images[0]?.url ?? '';
    await app.as(alice).delete(url);
    expect((await read(alice, conversationId)).generations).toMatchObject([{ images: [{ deletedAt: expect.any(String) }], removedImages: 0 }]);

    await app.as(alice).delete(`/api/ai/trash/${images[0]?.filename ?? ''}`);
    expect((await read(alice, conversationId)).generations).toMatchObject([{ prompt: 'a lighthouse', images: [], removedImages: 1 }]);
  });

  it.each(['keep', 'trash'])('of thousands of images are deleted like any other: ?images=%s', async (images) => {
    const { id } = await begin(alice, 'a very long one');
    const rows = Array.from({ length: 9000 }, (_, number) => rowOf(alice, id, number));
    for (const some of portions(rows, 500)) await app.get(Database).insertInto('images').values([...some]).execute();
    await app.get(UsageRepository).add(alice.id, { images: rows.length, bytes: rows.length }, app.get(Database));

    expect((await app.as(alice).delete(`${ROUTE}/${id}?images=${images}`)).status).toBe(204);

    expect((await app.as(alice).get(`${ROUTE}/${id}`)).status).toBe(404);
    expect((await library(alice)).total).toBe(images === 'keep' ? 9000 : 0);
    const [{ left } = { left: -1 }] = await app.get(Database).selectFrom('images').select(({ fn }) => fn.countAll<number>().as('left')).where('owner_id', '=', alice.id).where('conversation_id', 'is', null).execute();
    expect(left).toBe(9000);
  });

  it('show the newest of very many, and lead to those before them', async () => {
    const { id } = await begin(alice, 'a very long one');
    const asked = { size: 'auto', quality: 'auto', background: 'auto', format: 'png', count: 1, status: 'cancelled', images_made: 0 } as const;
    const rows = Array.from({ length: 405 }, (_, number) => ({ ...asked, id: uuidv7(), owner_id: alice.id, conversation_id: id, prompt: String(number), created_at: 1000 + Math.floor(number / 3) }));
    await app.get(Database).insertInto('generations').values(rows).execute();
    const pages = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const chat = await read(alice, id + (cursor === '' ? '' : `?cursor=${cursor}`));
      pages.unshift(chat.generations.map(({ prompt }) => prompt));
      cursor = chat.earlierCursor;
    }

    expect(pages.map(({ length }) => length)).toEqual([5, 200, 200]);
    expect(pages.flat()).toEqual(rows.map(({ prompt }) => prompt));
    expect((await app.as(alice).get(`${ROUTE}/${id}?cursor=nonsense`)).status).toBe(400);
    expect((await app.as(bob).get(`${ROUTE}/${id}`)).status).toBe(404);
  });

  it('show what is still under way', async () => {
    const number = generator.calls.length;
    await app.as(alice).post('/api/ai/generate-image', { prompt: 'a lighthouse' }, { prefer: 'respond-async' });
    const call = await generator.call(number);
    const [chat] = (await page(alice)).conversations;

    expect((await read(alice, chat?.id ?? '')).generations).toMatchObject([{ status: 'running', progress: { stage: 'drawing' } }]);
    call.succeed(await png());
    await eventually(async () => { expect((await read(alice, chat?.id ?? '')).generations).toMatchObject([{ status: 'succeeded', progress: null }]); });
  });

  it('are listed the last used first, page by page, each once', async () => {
    for (let n = 0; n < 5; n += 1) await begin(alice, `chat ${String(n)}`);
    const titles = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { conversations, nextCursor }: ConversationPage = await page(alice, `?limit=2${cursor && `&cursor=${cursor}`}`);
      titles.push(...conversations.map(({ title }) => title));
      cursor = nextCursor;
    }

    expect(titles).toEqual(['chat 4', 'chat 3', 'chat 2', 'chat 1', 'chat 0']);
  });

  it('are renamed', async () => {
    const { id } = await begin(alice, 'before');
    const response = await app.as(alice).patch(`${ROUTE}/${id}`, { title: '  after  ' });

    expect(ConversationSummary.parse(await response.json()).title).toBe('after');
    expect((await read(alice, id)).title).toBe('after');
  });

  it('leave their images when they are deleted, which then lead nowhere', async () => {
    const { conversationId, images } = await made(alice, 'a lighthouse');
    expect((await app.as(alice).delete(`${ROUTE}/${conversationId}`)).status).toBe(204);

    expect((await app.as(alice).get(`${ROUTE}/${conversationId}`)).status).toBe(404);
    expect((await app.as(alice).delete(`${ROUTE}/${conversationId}`)).status).toBe(404);
    expect(await library(alice)).toMatchObject({ total: 1, images: [{ filename: images[0]?.filename, conversationId: null, generationId: null }] });
  });

  it('take their images into the trash when asked so, and no others', async () => {
    const { conversationId, images } = await made(alice, 'a lighthouse');
    await made(alice, 'the same at night', conversationId);
    const other = await made(alice, 'another chat');
    expect((await app.as(alice).delete(`${ROUTE}/${conversationId}?images=trash`)).status).toBe(204);

    expect(await library(alice)).toMatchObject({ total: 1, images: [{ filename: other.images[0]?.filename }] });
    expect((await app.as(alice).get(images[0]?.url ?? '')).status).toBe(404);
  });

  it('stop what runs in them when they are deleted, and keep nothing of it', async () => {
    const number = generator.calls.length;
    const answer = app.as(alice).post('/api/ai/generate-image', { prompt: 'a lighthouse' });
    const call = await generator.call(number);
    const [chat] = (await page(alice)).conversations;
    await app.as(alice).delete(`${ROUTE}/${chat?.id ?? ''}`);

    expect(call.options.signal?.aborted).toBe(true);
    expect([404, 409]).toContain((await answer).status);
    expect(await library(alice)).toMatchObject({ total: 0 });
  });

  it("answer another's the same as one that never was, and change nothing", async () => {
    const { id } = await begin(alice, 'hers');
    const acts = [
      (name: string) => app.as(bob).get(`${ROUTE}/${name}`),
      (name: string) => app.as(bob).patch(`${ROUTE}/${name}`, { title: 'his' }),
      (name: string) => app.as(bob).delete(`${ROUTE}/${name}`),
      (name: string) => app.as(bob).delete(`${ROUTE}/${name}?images=trash`),
      (name: string) => app.as(bob).post('/api/ai/generate-image', { prompt: 'his', conversationId: name }),
    ];
    for (const act of acts) {
      const [hers, none] = [await act(id), await act(NOBODY)];
      expect([hers.status, none.status]).toEqual([404, 404]);
      expect({ ...((await hers.json()) as Problem), instance: '' }).toEqual({ ...((await none.json()) as Problem), instance: '' });
    }
    for (const name of ['x', '%00', '..%2f']) expect((await app.as(bob).get(`${ROUTE}/${name}`)).status).toBe(404);

    expect((await read(alice, id)).title).toBe('hers');
    expect((await page(bob)).conversations).toEqual([]);
  });

  it.each([
    ['POST', '', { title: '' }], ['POST', '', { title: 'two\nlines' }], ['POST', '', { title: 'x'.repeat(121) }], ['POST', '', {}],
    ['PATCH', `/${NOBODY}`, { title: ' ' }], ['GET', '?limit=0', undefined], ['GET', '?cursor=x', undefined], ['DELETE', `/${NOBODY}?images=burn`, undefined],
  ])('refuse a bad request: %s %s', async (method, path, body) => {
    expect((await app.as(alice).send(method, ROUTE + path, body, {})).status).toBe(400);
  });

  it.each([['GET', ''], ['POST', ''], ['GET', `/${NOBODY}`], ['PATCH', `/${NOBODY}`], ['DELETE', `/${NOBODY}`]])('require a sign-in: %s %s', async (method, path) => {
    const body = method === 'POST' || method === 'PATCH' ? { title: 'a' } : undefined;
    expect((await app.as(null).send(method, ROUTE + path, body, {})).status).toBe(401);
  });
});

/** A row like any other, without a file. */
function rowOf({ id: owner_id }: TestUser, conversation_id: string, number: number): ImageRow {
  const id = uuidv7();
  const about = { prompt: `number ${String(number)}`, revised_prompt: null, title: null, provider: 'manual', model: 'manual-1', quality: null, source: 'generated' } as const;
  const file = { filename: `${id}.png`, sha256: '0'.repeat(64), mime_type: 'image/png', width: 1, height: 1, bytes: 1, thumbhash: null, content_credentials: 0 } as const;
  return { id, owner_id, ...file, ...about, favorite: 0, generation_id: null, conversation_id, created_at: Date.now(), deleted_at: null };
}
