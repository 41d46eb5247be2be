import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Image, IMAGE_BYTES_MAX, type ImagePage, PROMPT_MAX, type TrashPage } from '@vitrine/contracts';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { FileImageStore } from '../storage/file-image-store';
import type { ImageKey } from '../storage/image-store';
import { UploadBudget } from './upload-budget';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';
import { imageOf, picture } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';

/** Fails instead of keeping an original, or keeps it and is never heard of again. */
class FragileStore extends FileImageStore {
  failing: 'before' | 'after' | null = null;

  override async put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    const failing = key.area === 'images' ? this.failing : null;
    if (failing === 'before') throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    await super.put(key, bytes);
    // The process is gone before anybody hears of it.
    if (failing === 'after') await new Promise(() => undefined);
  }
}

let store: FragileStore;

describe('importing', () => {
  let app: TestApp;
  let alice: TestUser;
  let bob: TestUser;
  beforeAll(async () => {
    app = await TestApp.start({}, { imageStore: ({ uploadsDir }) => (store = new FragileStore(uploadsDir)) });
    bob = await app.register();
  });
  beforeEach(async () => {
    alice = await app.register();
    store.failing = null;
  });
  afterAll(() => app.stop());

  interface Sent {
    readonly query?: Record<string, string>;
    readonly key?: string;
    readonly type?: string;
    readonly user?: TestUser;
  }
  const send = (bytes: Uint8Array | string, { query = {}, key, type = 'image/png', user = alice }: Sent = {}) =>
    fetch(`${app.url}/api/ai/images?${new URLSearchParams(query).toString()}`, {
      method: 'POST',
      body: bytes as NonNullable<RequestInit['body']>,
      headers: { authorization: `Bearer ${user.accessToken}`, 'content-type': type, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  const imageIn = async (response: Response) => (await response.json()) as Image;
  const library = (user = alice) => app.as(user).json<ImagePage>('/api/ai/my-images');
  const trash = () => app.as(alice).json<TrashPage>('/api/ai/trash');
  const files = () => readdir(join(app.folder, 'uploads/images', `user-${alice.id}`)).catch(() => []);
  const remove = (image: Image, query = '') => app.as(alice).delete(`/api/ai/images/${image.filename}${query}`);

  it('keeps the very bytes, with what is told of them', async () => {
    const { bytes, sha256 } = await picture(80, 40);
    const createdAt = '2026-03-04T05:06:07.000Z';

    const response = await send(bytes, { query: { prompt: ' a harbour & "boats" + 100% ', model: 'sketch-1', createdAt } });
    const image = await imageIn(response);

    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`/api/ai/my-images/${image.filename}`);
    expect(image).toMatchObject({
      sha256, prompt: 'a harbour & "boats" + 100%', model: 'sketch-1', provider: 'device', source: 'imported', createdAt,
      width: 80, height: 40, mimeType: 'image/png', bytes: bytes.byteLength, generationId: null, deletedAt: null,
    });
    expect(Buffer.from(await (await app.as(alice).get(image.url)).arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect((await app.as(alice).json<ImagePage>('/api/ai/my-images?q=harbour&source=imported')).images).toMatchObject([{ filename: image.filename }]);
  });

  it('puts an image where its time belongs, and nothing into the future', async () => {
    const [now, old, future] = [await imageOf(app, alice), (await picture()).bytes, (await picture()).bytes];

    const early = await imageIn(await send(old, { query: { createdAt: '2020-01-01T00:00:00Z' } }));
    const late = await imageIn(await send(future, { query: { createdAt: '2999-01-01T00:00:00Z' } }));

    expect((await library()).images.map((image) => image.filename)).toEqual([late.filename, now.filename, early.filename]);
    expect(Date.parse(late.createdAt)).toBeLessThanOrEqual(Date.now());
    expect([early.filename, now.filename, late.filename].toSorted()).toEqual([early.filename, now.filename, late.filename]);
  });

  it('takes the longest prompt in any script', async () => {
    const prompt = '港'.repeat(PROMPT_MAX);

    const response = await send((await picture()).bytes, { query: { prompt } });

    expect([response.status, (await imageIn(response)).prompt]).toEqual([201, prompt]);
  });

  it.each(['png', 'jpeg', 'webp'] as const)('believes the bytes, not the name of their type: %s', async (format) => {
    const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } }).toFormat(format).toBuffer();

    const response = await send(bytes, { type: format === 'png' ? 'image/webp' : 'image/png' });

    expect((await imageIn(response)).mimeType).toBe(`image/${format}`);
  });

  it.each(['image/jpg', 'IMAGE/PNG', 'Image/Jpeg; charset=binary', 'image/png; name="a; b.png"', 'image/webp;', 'image/pjpeg', 'image/x-png', 'application/octet-stream'])(
    'takes an image by any name of its type: %s',
    async (type) => {
      const response = await send((await picture()).bytes, { type });

      expect([response.status, (await imageIn(response)).mimeType]).toEqual([201, 'image/png']);
    },
  );

  it('says the size and the limit to who sends too many pixels', async () => {
    const wide = await sharp({ create: { width: 12_500, height: 8001, channels: 3, background: '#123' } }).png({ compressionLevel: 1 }).toBuffer();

    const response = await send(wide);

    expect([response.status, await response.json()]).toEqual([
      413, expect.objectContaining({ type: '/problems/payload-too-large', detail: 'The image has 12500 × 8001 = 100,012,500 pixels. At most 100,000,000 can be kept.' }),
    ]);
    expect(await files()).toEqual([]);
  });

  it('says the same image again to who sends the same bytes, and keeps them once', async () => {
    const { bytes } = await picture();
    const first = await send(bytes, { query: { prompt: 'first' } });

    const second = await send(bytes, { query: { prompt: 'second' } });

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await imageIn(second)).toMatchObject({ filename: (await imageIn(first)).filename, prompt: 'first' });
    expect((await library()).total).toBe(1);
    expect(await files()).toHaveLength(1);
  });

  it('knows an image that was made here', async () => {
    const made = await picture();
    const { filename } = await imageOf(app, alice, made);

    const response = await send(made.bytes);

    expect([response.status, (await imageIn(response)).filename]).toEqual([200, filename]);
  });

  it('keeps the bytes of two owners apart', async () => {
    const { bytes } = await picture();
    const mine = await imageIn(await send(bytes));

    const response = await send(bytes, { user: bob });

    expect(response.status).toBe(201);
    expect((await imageIn(response)).filename).not.toBe(mine.filename);
  });

  it('makes one image of many requests at once, from two tabs with the same keys or with others', async () => {
    const { bytes } = await picture();
    const keys = Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 'tab-one' : `tab-${String(i)}`));

    const answers = await Promise.all(keys.map((key) => send(bytes, { key })));

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([...Array.from({ length: 11 }, () => 200), 201]);
    const names = await Promise.all(answers.map(async (answer) => (await imageIn(answer)).filename));
    expect(new Set(names).size).toBe(1);
    expect((await library()).total).toBe(1);
    expect(await files()).toEqual([names[0]]);
  });

  describe('by a key', () => {
    it('answers the same request with the same image', async () => {
      const { bytes, sha256 } = await picture();
      const key = randomUUID();
      const first = await imageIn(await send(bytes, { key }));

      const again = await send(bytes, { key });

      expect(again.status).toBe(200);
      expect(await imageIn(again)).toMatchObject({ filename: first.filename, sha256 });
    });

    it('refuses another image, or another story of it', async () => {
      const { bytes } = await picture();
      const key = randomUUID();
      await send(bytes, { key, query: { prompt: 'first' } });

      const answers = [await send((await picture()).bytes, { key, query: { prompt: 'first' } }), await send(bytes, { key, query: { prompt: 'second' } })];

      expect(answers.map((answer) => answer.status)).toEqual([422, 422]);
      expect(await answers[0]?.json()).toMatchObject({ type: '/problems/idempotency-key-reused' });
      expect((await library()).total).toBe(1);
    });

    it('is each owner’s own', async () => {
      const key = randomUUID();

      expect((await send((await picture()).bytes, { key })).status).toBe(201);
      expect((await send((await picture()).bytes, { key, user: bob })).status).toBe(201);
    });

    it('brings nothing back that was put into the trash since', async () => {
      const { bytes } = await picture();
      const key = randomUUID();
      const image = await imageIn(await send(bytes, { key }));
      await remove(image);

      const again = await send(bytes, { key });

      expect([again.status, await imageIn(again)]).toEqual([200, expect.objectContaining({ sha256: image.sha256, deletedAt: expect.any(String) })]);
      expect((await library()).total).toBe(0);
    });

    it('brings nothing back that was deleted for good since; another key adds it anew', async () => {
      const { bytes } = await picture();
      const key = randomUUID();
      const image = await imageIn(await send(bytes, { key }));
      await remove(image, '?permanent=true');

      const again = await send(bytes, { key });

      expect([again.status, await again.json()]).toEqual([409, expect.objectContaining({ type: '/problems/conflict' })]);
      expect((await library()).total).toBe(0);
      expect(await files()).toEqual([]);
      expect((await send(bytes, { key: randomUUID() })).status).toBe(201);
    });
  });

  it('takes an image out of the trash when it is added anew', async () => {
    const { bytes } = await picture();
    const image = await imageIn(await send(bytes, { key: 'one' }));
    await remove(image);

    const response = await send(bytes, { key: 'two' });

    expect([response.status, await imageIn(response)]).toEqual([200, expect.objectContaining({ filename: image.filename, deletedAt: null })]);
    expect([(await library()).total, (await trash()).total]).toEqual([1, 0]);
  });

  describe('when something breaks', () => {
    it('makes one image of it when the process was gone between the bytes and their row', async () => {
      const { bytes, sha256 } = await picture();
      const key = randomUUID();
      store.failing = 'after';
      const leaving = new AbortController();
      const lost = fetch(`${app.url}/api/ai/images`, {
        method: 'POST', body: bytes as NonNullable<RequestInit['body']>, signal: leaving.signal,
        headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png', 'idempotency-key': key },
      }).catch(() => null);
      while ((await files()).filter((name) => !name.startsWith('.')).length === 0) await new Promise((next) => setTimeout(next, 10));
      leaving.abort();
      await lost;
      expect((await library()).total).toBe(0);

      await app.restart();
      const again = await send(bytes, { key });

      expect([again.status, (await imageIn(again)).sha256]).toEqual([201, sha256]);
      expect((await library()).total).toBe(1);
      expect((await send(bytes, { key })).status).toBe(200);
    });

    it('says the image again to who did not hear that it was kept', async () => {
      const { bytes } = await picture();
      const first = await imageIn(await send(bytes, { key: 'unheard' }));
      await app.restart();

      expect(await imageIn(await send(bytes, { key: 'unheard' }))).toMatchObject({ filename: first.filename });
    });

    it('leaves nothing behind when there is no room, and takes the same request later', async () => {
      const { bytes } = await picture();
      store.failing = 'before';

      const refused = await send(bytes, { key: 'later' });
      store.failing = null;

      expect([refused.status, await refused.json()]).toEqual([507, expect.objectContaining({ type: '/problems/storage-full' })]);
      expect([(await library()).total, await files()]).toEqual([0, []]);
      expect((await send(bytes, { key: 'later' })).status).toBe(201);
    });

    it('leaves nothing behind when the sender stops halfway', async () => {
      await new Promise<void>((resolve) => {
        const outgoing = request(`${app.url}/api/ai/images`, {
          method: 'POST', headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png', 'content-length': '100000' },
        });
        outgoing.on('error', () => { resolve(); });
        outgoing.write(Buffer.alloc(1000), () => { outgoing.destroy(); resolve(); });
      });

      expect((await send((await picture()).bytes)).status).toBe(201);
      expect((await library()).total).toBe(1);
    });
  });

  describe('when many come at once', () => {
    const MIB = 1024 * 1024;
    /** Takes all the room of one owner but for the smallest upload. */
    const fill = (owner: string) => {
      const budget = app.get(UploadBudget);
      const taken = [...Array.from({ length: 7 }, () => budget.reserve(owner, 32 * MIB)), budget.reserve(owner, 28 * MIB)];
      for (const reservation of taken) reservation.complete = true;
      return () => { for (const reservation of taken) budget.release(reservation); };
    };
    /** Sends the beginning of a body, and resolves with the answer. */
    const begin = (user: TestUser) => {
      const outgoing = request(`${app.url}/api/ai/images`, { method: 'POST', headers: { authorization: `Bearer ${user.accessToken}`, 'content-type': 'image/png', 'content-length': '100000' } });
      outgoing.write(Buffer.alloc(1000));
      const answer = new Promise<IncomingMessage>((resolve) => { outgoing.once('response', resolve); outgoing.once('error', () => undefined); });
      return { outgoing, answer };
    };
    const isTaken = async () => {
      const reserve = () => {
        try {
          app.get(UploadBudget).release(app.get(UploadBudget).reserve(alice.id, 1));
          return false;
        } catch {
          return true;
        }
      };
      while (!reserve()) await new Promise((next) => setTimeout(next, 10));
    };

    it('refuses what there is no room for, and says when to try again', async () => {
      const release = fill(alice.id);
      const there = app.get(UploadBudget).reserve(alice.id, 1);

      const refused = await send((await picture()).bytes);
      release();
      app.get(UploadBudget).release(there);

      expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '10', expect.objectContaining({ type: '/problems/server-busy', retryAfter: 10 })]);
      expect((await send((await picture()).bytes)).status).toBe(201);
    });

    it('ends a slow upload for one that needs its room', async () => {
      const release = fill(alice.id);
      const slow = begin(alice);
      await isTaken();

      app.get(UploadBudget).release(app.get(UploadBudget).reserve(alice.id, 1, performance.now() + 31_000));
      const { statusCode, headers } = await slow.answer;
      release();
      slow.outgoing.destroy();

      expect([statusCode, headers['retry-after']]).toEqual([503, '10']);
      expect((await send((await picture()).bytes)).status).toBe(201);
    });

    it('has the room again of who leaves', async () => {
      const release = fill(alice.id);
      const leaving = begin(alice);
      await isTaken();

      leaving.outgoing.destroy();

      let status = 503;
      while (status === 503) ({ status } = await send((await picture()).bytes));
      release();
      expect(status).toBe(201);
    });

    it('takes a body that does not say its length', async () => {
      const { bytes } = await picture(300, 300);
      const pieces = new ReadableStream({
        start(controller) {
          for (let at = 0; at < bytes.byteLength; at += 100) controller.enqueue(bytes.slice(at, at + 100));
          controller.close();
        },
      });
      const response = await fetch(`${app.url}/api/ai/images`, { method: 'POST', body: pieces, duplex: 'half', headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png' } } as RequestInit);

      expect([response.status, (await imageIn(response)).bytes]).toEqual([201, bytes.byteLength]);
    });

    it('refuses a body that does not say its length once it is too large', async () => {
      const piece = Buffer.alloc(MIB);
      let sent = 0;
      const endless = new ReadableStream({ pull(controller) { controller.enqueue(piece); sent += 1; if (sent > 64) controller.close(); } });
      const response = await fetch(`${app.url}/api/ai/images`, { method: 'POST', body: endless, duplex: 'half', headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png' } } as RequestInit);

      expect([response.status, await response.json()]).toEqual([413, expect.objectContaining({ type: '/problems/payload-too-large' })]);
      expect(await readdir(join(app.folder, 'data/incoming'))).toEqual([]);
    });
  });

  it.each([
    ['no bytes', '', 'image/png', 400], ['text', 'an image, honestly', 'image/png', 400], ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml', 415],
    ['SVG in disguise', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/png', 400], ['JSON', '{}', 'application/json', 415], ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['a GIF', 'GIF89a', 'image/gif', 415],
  ])('refuses %s', async (_, body, type, status) => {
    const response = await send(body, { type });

    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect((await library()).total).toBe(0);
  });

  it('refuses half an image, and one that is too large', async () => {
    const { bytes } = await picture(400, 400);

    expect((await send(bytes.subarray(0, bytes.byteLength / 2))).status).toBe(400);
    expect((await send(Buffer.alloc(IMAGE_BYTES_MAX + 1))).status).toBe(413);
    expect(await files()).toEqual([]);
  });

  it.each([{ prompt: 'a'.repeat(PROMPT_MAX + 1) }, { createdAt: 'yesterday' }, { createdAt: '1960-01-01T00:00:00Z' }, { model: ' ' }, { filename: 'x.png' }, { prompt: 'a\u0000b' }])(
    'refuses a story that makes no sense: %j',
    async (query) => {
      expect((await send((await picture()).bytes, { query: query as unknown as Record<string, string> })).status).toBe(400);
    },
  );

  it('opens no other route to files', async () => {
    const { bytes } = await picture();
    for (const path of ['images/delete', 'images/archive', 'generate-image', 'trash/restore']) {
      const response = await fetch(`${app.url}/api/ai/${path}`, { method: 'POST', body: bytes as NonNullable<RequestInit['body']>, headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png' } });
      expect([path, response.status]).toEqual([path, 415]);
    }
  });

  it.each([
    ['', { 'content-encoding': 'gzip' }, 415, 'Send the body without a Content-Encoding.'],
    ['/', {}, 404, expect.any(String)],
  ])('says what is wrong with what is nearly right: %j %j', async (path, headers, status, detail) => {
    const body = (await picture()).bytes as NonNullable<RequestInit['body']>;
    const response = await fetch(`${app.url}/api/ai/images${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png', ...headers } });

    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ detail })]);
  });

  it('is for who is signed in', async () => {
    const response = await fetch(`${app.url}/api/ai/images`, { method: 'POST', body: (await picture()).bytes as NonNullable<RequestInit['body']>, headers: { 'content-type': 'image/png', cookie: `vitrine_media=${alice.cookies['vitrine_media'] ?? ''}` } });

    expect(response.status).toBe(401);
  });

  it('is seen by all the owner’s lists, and its thumbnails are made', async () => {
    const image = await imageIn(await send((await picture(800, 600)).bytes));
    await app.get(ThumbnailsService).idle();

    const thumbnail = await app.as(alice).get(image.thumbnailUrl);

    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect(await app.as(alice).json('/api/ai/my-images/index')).toMatchObject({ names: [image.filename] });
  });
});
