import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { REVISED_PROMPT_MAX, type TrashPage } from '@vitrine/contracts';
import { imageOf, picture } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';
import { noteBody, OWNER_BYTES_MAX, UnsentBodies } from './unsent-bodies';

const LONG_LISTS = 20;

describe('an owner whose other tabs do not read what they asked for', () => {
  let app: TestApp;
  let alice: TestUser;
  let unread: EventEmitter;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
    const revisedPrompt = 'x'.repeat(REVISED_PROMPT_MAX);
    for (let nth = 0; nth < LONG_LISTS; nth += 1) await imageOf(app, alice, { ...(await picture()), revisedPrompt });
    unread = new EventEmitter();
    await app.get(UnsentBodies).admit(alice.id, unread as ServerResponse);
    noteBody(unread as ServerResponse, OWNER_BYTES_MAX);
  });
  afterAll(async () => {
    unread.emit('close');
    await app.stop();
  });

  const get = (path: string) => app.as(alice).get(path, { 'accept-encoding': 'identity' });

  it.each(['/api/ai/my-images?limit=2', '/api/ai/my-images/index', '/api/ai/my-images/facets'])('is answered all the same when the body is small: %s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it('is asked to come again for a large one', async () => {
    const response = await get(`/api/ai/my-images?limit=${String(LONG_LISTS)}`);

    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([503, '5', expect.objectContaining({ type: '/problems/server-busy' })]);
  });

  const trashed = async (count: number) => {
    const filenames: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const { filename } = await imageOf(app, alice);
      await app.as(alice).delete(`/api/ai/images/${filename}`);
      filenames.push(filename);
    }
    return filenames;
  };

  it.each(['restore', 'purge'])('can change a few images: %s', async (change) => {
    expect((await app.as(alice).post(`/api/ai/trash/${change}`, { filenames: await trashed(3) })).status).toBe(200);
  });

  it.each(['restore', 'purge'])('is refused a change before it is made when its answer can be large: %s', async (change) => {
    const filenames = await trashed(5);

    const response = await app.as(alice).post(`/api/ai/trash/${change}`, { filenames });

    expect([response.status, await response.json()]).toEqual([503, expect.objectContaining({ type: '/problems/server-busy' })]);
    expect((await app.as(alice).json<TrashPage>('/api/ai/trash?limit=5')).images.map(({ filename }) => filename)).toEqual(filenames.toReversed());
  });

  it.each([{}, { filenames: null }, { filenames: 'x'.repeat(1000) }, []])('leaves a change that names no images to be refused with its reason: %j', async (body) => {
    const bob = await app.register();

    expect((await app.as(bob).post('/api/ai/trash/restore', body)).status).toBe(400);
  });

  it('holds up nobody else', async () => {
    const bob = await app.register();

    expect((await app.as(bob).get('/api/ai/my-images')).status).toBe(200);
  });
});
