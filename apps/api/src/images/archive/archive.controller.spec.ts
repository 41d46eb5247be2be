import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ArchiveManifest, ArchiveTicket, Image } from '@vitrine/contracts';
import { createHash } from 'node:crypto';
import { mkdir, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { IntactImages } from '../intact-images';
import { type ByteRange, type ImageKey, type WritePiece } from '../storage/image-store';
import { MemoryImageStore } from '../storage/memory-image-store';
import { imageOf, picture } from '../../testing/pictures';
import { readZip } from '../../testing/read-zip';
import { TestApp, type TestUser } from '../../testing/test-app';

const UNKNOWN = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png';

describe('an archive', () => {
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

  const ask = (images: readonly Pick<ImageRow, 'filename'>[], user = alice) => app.as(user).post('/api/ai/images/archive', { filenames: images.map((image) => image.filename) });
  const filesOf = async (response: Response) => readZip(Buffer.from(await response.arrayBuffer()));
  const manifestOf = (files: ReturnType<typeof readZip>) => JSON.parse(files[0]?.bytes.toString() ?? '') as ArchiveManifest;
  const pathOf = (image: ImageRow) => join(app.folder, 'uploads/images', `user-${image.owner_id}`, image.filename);

  it('holds the very bytes of the images, under readable names, in the order asked for', async () => {
    const kept = { ...(await picture()), prompt: 'Create an image of a harbour' };
    const [first, second] = [await imageOf(app, alice, kept), await imageOf(app, alice, { ...(await picture()), prompt: 'a harbour' })];

    const response = await ask([second, first, second]);
    const files = await filesOf(response);

    const day = new Date(first.created_at).toISOString().slice(0, 10);
    expect(files.map((file) => file.name)).toEqual(['manifest.json', `${day}_harbour.png`, `${day}_harbour-2.png`]);
    expect(files.slice(1).map((file) => createHash('sha256').update(file.bytes).digest('hex'))).toEqual([second.sha256, first.sha256]);
    expect(files[2]?.bytes.equals(Buffer.from(kept.bytes))).toBe(true);
    expect(files[2]?.modifiedAt.getTime()).toBe(Math.floor(first.created_at / 1000) * 1000);
  });

  it('keeps names in every script, each once on file systems that ignore case', async () => {
    const prompts = ['Маяк', 'МАЯК', 'straße', 'STRASSE', '灯台'];
    const images = [];
    for (const prompt of prompts) images.push(await imageOf(app, alice, { ...(await picture()), prompt }));

    const files = await filesOf(await ask(images));

    expect(files.slice(1).map((file) => file.name.slice('2026-11-22_'.length))).toEqual(['маяк.png', 'маяк-2.png', 'straße.png', 'strasse-2.png', '灯台.png']);
  });

  it('says how long it is before it comes, and by what name to keep it', async () => {
    const response = await ask([await imageOf(app, alice), await imageOf(app, alice)]);
    const { byteLength } = await response.arrayBuffer();

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip', 'content-length': String(byteLength), 'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="vitrine-\d{4}-\d\d-\d\d\.zip"$/),
    });
  });

  it('tells in its manifest how each image came to be', async () => {
    const image = await imageOf(app, alice);
    await app.as(alice).patch(`/api/ai/my-images/${image.filename}`, { title: 'Harbour', tags: ['sea'], favorite: true });

    const files = await filesOf(await ask([image]));

    const { url: _url, thumbnailUrl: _thumbnail, thumbhash: _hash, deletedAt: _deleted, ...told } = await app.as(alice).json<Image>(`/api/ai/my-images/${image.filename}`);
    expect(manifestOf(files)).toEqual({ format: 'vitrine-archive', version: 1, createdAt: expect.any(String), images: [{ file: files[1]?.name, ...told }], missing: [] });
    expect(told).toMatchObject({ title: 'Harbour', tags: ['sea'], prompt: image.prompt });
  });

  it('says what it could not hold because its file is gone or damaged, and holds the rest', async () => {
    const [gone, cut, whole] = [await imageOf(app, alice), await imageOf(app, alice), await imageOf(app, alice)];
    await unlink(pathOf(gone));
    await truncate(pathOf(cut), 10);

    const files = await filesOf(await ask([gone, cut, whole]));

    expect(files).toHaveLength(2);
    expect(manifestOf(files)).toMatchObject({
      images: [{ filename: whole.filename }],
      missing: [{ filename: gone.filename, prompt: gone.prompt, reason: 'missing' }, { filename: cut.filename, prompt: cut.prompt, reason: 'damaged' }],
    });
  });

  it('holds all others when one cannot be read, and says so', async () => {
    const [blocked, whole] = [await imageOf(app, alice), await imageOf(app, alice)];
    await unlink(pathOf(blocked));
    await mkdir(pathOf(blocked));

    const files = await filesOf(await ask([blocked, whole]));

    expect(manifestOf(files)).toMatchObject({ images: [{ filename: whole.filename }], missing: [{ filename: blocked.filename, reason: 'damaged' }] });
  });

  it('is of all the named images or of none', async () => {
    const image = await imageOf(app, alice);
    const trashed = await imageOf(app, alice);
    await app.as(alice).delete(`/api/ai/images/${trashed.filename}`);

    for (const filename of [(await imageOf(app, bob)).filename, UNKNOWN, trashed.filename, 'x', '../x']) {
      const response = await ask([image, { filename }]);
      expect([response.status, response.headers.get('content-disposition')]).toEqual([404, null]);
    }
  });

  describe('by a ticket', () => {
    const media = (user: TestUser) => app.withCookies({ vitrine_media: user.cookies['vitrine_media'] ?? '' });
    const ticket = async (image: ImageRow, user = alice) => {
      const response = await app.as(user).post('/api/ai/images/archive-tickets', { filenames: [image.filename] });
      const issued = (await response.json()) as ArchiveTicket;
      expect([response.status, response.headers.get('location')]).toEqual([201, issued.url]);
      return issued;
    };

    it('comes with the media cookie alone, once', async () => {
      const image = await imageOf(app, alice);
      const { url } = await ticket(image);

      const response = await media(alice).get(url);

      expect(response.status).toBe(200);
      expect(manifestOf(await filesOf(response)).images).toMatchObject([{ filename: image.filename }]);
      expect((await media(alice).get(url)).status).toBe(404);
    });

    it('is not spent by who only asks about it', async () => {
      const { url } = await ticket(await imageOf(app, alice));
      const browser = media(alice);

      const asked = [await browser.head(url), await browser.head(url)];
      const opened = await browser.get(url);

      expect(asked.map(({ status, headers }) => [status, headers.get('content-type'), headers.get('content-length')])).toEqual(Array(2).fill([200, 'application/zip', opened.headers.get('content-length')]));
      expect((await filesOf(opened)).length).toBe(2);
      expect((await browser.head(url)).status).toBe(404);
      expect((await media(bob).head((await ticket(await imageOf(app, alice))).url)).status).toBe(404);
    });

    it('comes to one of many who ask for it at once', async () => {
      const { url } = await ticket(await imageOf(app, alice));

      const statuses = (await Promise.all(Array.from({ length: 8 }, () => media(alice).get(url)))).map((response) => response.status);

      expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 404)]);
    });

    it('comes to nobody else, to no other device of the same person, and to nobody who is signed out', async () => {
      const { url } = await ticket(await imageOf(app, alice));
      const otherDevice = await app.signIn(alice);

      expect((await app.withCookies({}).get(url)).status).toBe(401);
      expect((await media(bob).get(url)).status).toBe(404);
      expect((await media(otherDevice).get(url)).status).toBe(404);
      expect((await media(alice).get('/api/ai/images/archive/nonsense')).status).toBe(404);
      expect((await media(alice).get(url)).status).toBe(200);
    });

    it('comes no more when its minute is over', async () => {
      const { url, expiresAt } = await ticket(await imageOf(app, alice));
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
      await app.get(Database).updateTable('archive_tickets').set({ expires_at: Date.now() - 1 }).where('owner_id', '=', alice.id).execute();

      expect((await media(alice).get(url)).status).toBe(404);
    });

    it('is not given out for another’s image, nor without end', async () => {
      const image = await imageOf(app, alice);
      const issue = (user: TestUser) => app.as(user).post('/api/ai/images/archive-tickets', { filenames: [image.filename] });

      expect((await issue(bob)).status).toBe(404);
      const statuses = [];
      for (let i = 0; i < 101; i += 1) statuses.push((await issue(alice)).status);
      expect(statuses).toEqual([...Array.from({ length: 100 }, () => 201), 429]);
    });
  });
});

/** Claims to keep files of many megabytes, makes them up as they are read, and counts what is read. */
class EndlessStore extends MemoryImageStore {
  sent = 0;
  opened = 0;
  breaksAfter = Infinity;

  override size(): Promise<number> {
    return Promise.resolve(BIG);
  }

  override version(): Promise<string> {
    return Promise.resolve('never changed');
  }

  override async copy(_key: ImageKey, range: ByteRange, write: WritePiece): Promise<void> {
    const piece = Buffer.alloc(65_536);
    for (let left = range.end - range.start + 1; left > 0; left -= piece.byteLength) await write(piece.subarray(0, left));
  }

  override open(_key: ImageKey, range: ByteRange): Promise<Readable> {
    const left = { bytes: range.end - range.start + 1 };
    this.opened += 1;
    const file = new Readable({
      read: () => {
        const chunk = Buffer.alloc(Math.min(65_536, left.bytes));
        if (this.sent > this.breaksAfter) file.destroy(new Error('the disk is broken'));
        else file.push(left.bytes === 0 ? null : chunk);
        left.bytes -= chunk.byteLength;
        this.sent += chunk.byteLength;
      },
    });
    file.once('close', () => (this.opened -= 1));
    return Promise.resolve(file);
  }
}

const MB = 1024 * 1024;
const BIG = 16 * MB;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('an archive of many megabytes', () => {
  let app: TestApp;
  let alice: TestUser;
  let names: string[];
  const store = new EndlessStore();
  beforeAll(async () => {
    app = await TestApp.start({}, { imageStore: () => store });
    alice = await app.register();
    const one = await imageOf(app, alice);
    const sha256 = createHash('sha256').update(Buffer.alloc(BIG)).digest('hex');
    const rows = Array.from({ length: 6 }, (_, i) => {
      const id = `0190b7f6-7c1e-7d7a-8a4b-${i.toString(16).padStart(12, '0')}`;
      return { ...one, id, filename: `${id}.png`, bytes: BIG, sha256 };
    });
    await app.get(Database).insertInto('images').values(rows).execute();
    names = rows.map((row) => row.filename);
    for (const row of rows) (await app.get(IntactImages).open(row, { start: 0, end: 0 })).destroy();
  });
  beforeEach(() => {
    store.sent = 0;
    store.breaksAfter = Infinity;
  });
  afterAll(() => app.stop());

  const reader = async (filenames = names) => {
    const response = await app.as(alice).post('/api/ai/images/archive', { filenames });
    if (!response.body) throw new Error('a zip has a body');
    return { length: Number(response.headers.get('content-length')), body: response.body.getReader() };
  };
  /** Without garbage: how much of that there is depends on how busy the machine is. */
  const memory = async () => {
    collectGarbage();
    await new Promise((next) => setImmediate(next));
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / MB;
  };
  const allClosed = async () => {
    while (store.opened > 0) await new Promise((next) => setTimeout(next, 10));
  };

  it('takes no more memory than a few chunks, with one file open at a time', async () => {
    const { length, body } = await reader();
    let [read, most, open] = [0, 0, 0];
    const before = await memory();

    for (let part = await body.read(); !part.done; part = await body.read()) {
      const file = Math.floor(read / BIG);
      read += part.value.byteLength;
      open = Math.max(open, store.opened);
      if (Math.floor(read / BIG) > file) most = Math.max(most, (await memory()) - before);
    }

    expect(read).toBe(length);
    expect(read).toBeGreaterThan(names.length * BIG);
    expect(open).toBe(1);
    expect(most).toBeLessThan(BIG / MB);
  });

  it('is made no faster than it is read', async () => {
    const { body } = await reader();
    await body.read();
    await new Promise((next) => setTimeout(next, 300));

    expect(store.sent).toBeLessThan(BIG);
    await body.cancel();
    await allClosed();
  });

  it('stops reading when the reader leaves', async () => {
    const { body } = await reader();
    await body.read();
    await body.cancel();

    await allClosed();
    const { sent } = store;
    await new Promise((next) => setTimeout(next, 200));
    expect(store.sent).toBe(sent);
    expect(sent).toBeLessThan(2 * BIG);
  });

  it('logs no error when the reader leaves, and one when a file cannot be read', async () => {
    const logged = jest.spyOn(PinoLogger.prototype, 'error');
    const { body } = await reader();
    await body.read();
    await body.cancel();
    await allClosed();
    const ofLeaving = logged.mock.calls.length;
    store.breaksAfter = 0;
    const broken = await reader();
    await expect((async () => { while (!(await broken.body.read()).done); })()).rejects.toThrow();
    await allClosed();

    expect([ofLeaving, logged.mock.calls.length]).toEqual([0, 1]);
    logged.mockRestore();
  });

  it('breaks off, and never ends as if it were whole, when a file cannot be read to its end', async () => {
    store.breaksAfter = 20 * MB;
    const { length, body } = await reader();
    let read = 0;
    const all = async () => {
      for (let part = await body.read(); !part.done; part = await body.read()) read += part.value.byteLength;
    };

    await expect(all()).rejects.toThrow();
    expect(read).toBeLessThan(length);
    await allClosed();
    expect((await app.as(alice).get('/api/health/live')).status).toBe(200);
  });
});
