import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Image, TrashPage } from '@vitrine/contracts';
import { Server } from '@vitrine/test-server';
import { Client, Person } from './support/person';
import { expectProblemOf } from './support/problem';
import { Product } from './support/product';

describe('a library, without any key or other service', () => {
  let server: Server;
  let person: Person;
  beforeAll(async () => {
    server = await Server.start({ LOG_LEVEL: 'warn' });
    person = await Person.register(server.url);
  });
  afterAll(() => server.dispose());

  it('keeps exactly one file for each image that was made, and lists it first', async () => {
    const first = await person.makes('Create an image of a lighthouse at dusk');
    expect(filesOf(server, person)).toEqual([first.filename]);

    const second = await person.makes('a still life');

    expect(filesOf(server, person)).toEqual([first.filename, second.filename].sort());
    expect(namesOf((await person.images()).images)).toEqual([second.filename, first.filename]);
    expect((await person.images()).total).toBe(2);
  });

  it('keeps what it was sent, byte by byte', async () => {
    const { images } = await person.images();

    for (const { filename, sha256, bytes } of images) {
      const kept = readFileSync(join(folderOf(server, person), filename));
      expect([hashOf(kept), kept.length]).toEqual([sha256, bytes]);
    }
    expect(images).toHaveLength(2);
  });

  it('has the same images with the same bytes after a restart, for who signs in anew', async () => {
    const before = (await person.images()).images.map(({ filename, sha256, prompt, createdAt }) => ({ filename, sha256, prompt, createdAt }));

    expect(await server.stop('SIGTERM')).toBe(0);
    await server.run();

    const again = await person.signInAgain();
    const { images } = await again.images();
    expect(images.map(({ filename, sha256, prompt, createdAt }) => ({ filename, sha256, prompt, createdAt }))).toEqual(before);
    for (const image of images) expect(hashOf((await again.get(image.url)).bytes)).toBe(image.sha256);
  });

  it('lets go of one that is deleted for good, and is told "not found" the second time', async () => {
    const again = await person.signInAgain();
    const [image, kept] = (await again.images()).images;
    if (!image || !kept) throw new Error('two images were made');
    expect((await again.delete(`${image.url}?permanent=true`)).status).toBe(204);

    expectProblemOf(await again.delete(`${image.url}?permanent=true`), 'not-found');
    expectProblemOf(await again.delete(image.url), 'not-found');
    expectProblemOf(await again.get(image.url), 'not-found');
    expect(namesOf((await again.images()).images)).toEqual([kept.filename]);
    expect(filesOf(server, person)).toEqual([kept.filename]);
    expect(everyFileOf(server).filter((path) => path.includes(image.filename.slice(0, 36)))).toEqual([]);
  });
});

describe('deleting', () => {
  let product: Product;
  let person: Person;
  beforeAll(async () => {
    product = await Product.start();
    person = await Person.register(product.url);
  });
  afterAll(() => product.stop());

  it('takes an image out of the library and its folder, and the trash gives it back whole', async () => {
    const image = await person.makes('a harbour');
    expect((await person.delete(image.url)).status).toBe(204);

    expectProblemOf(await person.delete(image.url), 'not-found');
    expect((await person.images()).images).toEqual([]);
    expect(filesOf(product.server, person)).toEqual([]);
    const trash = await person.read<TrashPage>('/api/ai/trash');
    expect([namesOf(trash.images), trash.total]).toEqual([[image.filename], 1]);

    expect((await person.post('/api/ai/trash/restore', { filenames: [image.filename] })).status).toBe(200);
    expect(hashOf((await person.get(image.url)).bytes)).toBe(image.sha256);
    expect(filesOf(product.server, person)).toEqual([image.filename]);
  });

  it('of many at once happens once', async () => {
    const image = await person.makes('a shed');

    const answers = await Promise.all(Array.from({ length: 10 }, () => person.delete(image.url)));

    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array<number>(9).fill(404)]);
  });

  it('goes to the trash never, where it is for good', async () => {
    const strict = await Product.start({ TRASH_DAYS: '0' });
    const owner = await Person.register(strict.url);
    const image = await owner.makes('a shed');

    expect((await owner.delete(image.url)).status).toBe(204);

    expect((await owner.read<TrashPage>('/api/ai/trash')).total).toBe(0);
    expect(everyFileOf(strict.server).filter((path) => path.includes(image.filename.slice(0, 36)))).toEqual([]);
    await strict.stop();
  });
});

describe('a list', () => {
  let product: Product;
  let person: Person;
  let made: Image[];
  beforeAll(async () => {
    product = await Product.start({ GENERATIONS_PER_USER: '4' });
    person = await Person.register(product.url);
    made = [...(await person.generates('a', { count: 4 })).images, ...(await person.generates('b', { count: 3 })).images];
  });
  afterAll(() => product.stop());

  it.each(['newest', 'oldest'] as const)('can be walked page by page, the %s first, while images come and go', async (order) => {
    const before = namesOf((await person.images(`?order=${order}`)).images);
    const walked: string[] = [];
    const late: string[] = [];
    let gone: string | null = null;
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await person.images(`?limit=2&order=${order}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...namesOf(page.images));
      cursor = page.nextCursor;
      if (late.length < 2) late.push((await person.makes('late')).filename);
      // What was shown already, and then the very image that the cursor stands on.
      if (gone === null) await person.delete(`/api/ai/images/${(gone = walked.at(-1) ?? '')}`);
    }

    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((name) => !late.includes(name))).toEqual(before);
    if (order === 'newest') expect(walked.some((name) => late.includes(name))).toBe(false);
    else expect(walked.slice(-2)).toEqual(late);
  });

  it('says how many there are whatever the page', async () => {
    const { total, images } = await person.images('?limit=1');

    expect(images).toHaveLength(1);
    expect(total).toBe((await person.images('?limit=200')).images.length);
  });

  it('has them in the order they were made', async () => {
    const { images } = await person.images('?order=oldest&limit=200');

    expect(made.map(({ filename }) => filename).filter((name) => namesOf(images).includes(name))).toEqual(namesOf(images).slice(0, made.length - 2));
    expect(images.map(({ createdAt }) => createdAt)).toEqual(images.map(({ createdAt }) => createdAt).sort());
  });

  it.each(['', 'x', '0', 'MQ', '%00', '../..', 'eyJhdCI6MX0', 'a'.repeat(200), 'MTc5NTM3MDcwNzUxOC4wMWEyMDQ2ZQ', 'LTEuMDFhMjA0NmUtZWEzZS03MDk0LWJlMTctYzc3OWY4NDBkODYx'])('refuses what is no cursor: %s', async (cursor) => {
    for (const path of ['/api/ai/my-images', '/api/ai/trash', '/api/ai/conversations']) {
      expectProblemOf(await person.get(`${path}?cursor=${cursor}`), 'invalid-request');
    }
  });
});

describe('an Idempotency-Key', () => {
  it('makes one image of many requests, and one request of the provider', async () => {
    const product = await Product.start();
    const person = await Person.register(product.url);
    const client = new Client(product.url, { ...person.headers, 'idempotency-key': 'once' });

    const answers = await Promise.all(Array.from({ length: 8 }, () => client.post('/api/ai/generate-image', { prompt: 'a lighthouse' })));

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(product.provider.count('/images/generations')).toBe(1);
    expect(filesOf(product.server, person)).toHaveLength(1);
    expectProblemOf(await client.post('/api/ai/generate-image', { prompt: 'another' }), 'idempotency-key-reused');
    await product.stop();
  });
});

function folderOf(server: Server, person: Person): string {
  return join(server.uploads, 'images', `user-${person.id}`);
}

function filesOf(server: Server, person: Person): string[] {
  return readdirSync(folderOf(server, person)).sort();
}

function everyFileOf(server: Server): string[] {
  return readdirSync(server.uploads, { recursive: true, encoding: 'utf8' });
}

function namesOf(images: readonly Image[]): string[] {
  return images.map(({ filename }) => filename);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
