import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Image } from '@vitrine/contracts';
import type { Answer } from './support/exchange';
import { Person } from './support/person';
import { expectProblemOf } from './support/problem';
import { Product } from './support/product';

const THUMBNAILS_MS = 15_000;

let product: Product;
let person: Person;
let image: Image;
let whole: Buffer;
beforeAll(async () => {
  product = await Product.start();
  person = await Person.register(product.url);
  image = await person.makes('Create an image of a lighthouse at dusk, “naïve” & <bold>\u202e');
  whole = (await person.get(image.url)).bytes;
});
afterAll(() => product.stop());

describe('the bytes of an image', () => {
  it('are what was acknowledged, under the type the decoder proved', async () => {
    const answer = await person.get(image.url);

    expect(createHash('sha256').update(answer.bytes).digest('hex')).toBe(image.sha256);
    expect(answer.bytes.subarray(0, 4).toString('latin1')).toBe('\x89PNG');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(image.bytes),
      etag: `"${image.sha256}"`,
      'cache-control': 'private, no-cache',
      vary: 'Authorization, Cookie',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  it.each([['image/jpeg', 'jpeg', 'jpg'], ['image/webp', 'webp', 'webp']])('come as %s when that was asked for', async (type, format, extension) => {
    const made = await person.makes('a harbour', { format });

    expect(made.filename).toMatch(new RegExp(`\\.${extension}$`));
    expect((await person.get(made.url)).headers['content-type']).toBe(type);
  });

  it('are described by HEAD, and not sent', async () => {
    const [head, get] = [await person.send('HEAD', image.url), await person.get(image.url)];

    const { date: _one, ...ofHead } = head.headers;
    const { date: _other, ...ofGet } = get.headers;
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(ofHead).toEqual(ofGet);
  });

  it('come for the media cookie alone', async () => {
    expect((await person.withCookies('media').get(image.url)).bytes.equals(whole)).toBe(true);
  });

  it('do not come for a bad token, whatever cookie comes along', async () => {
    const answer = await person.withCookies('media').get(image.url, { authorization: 'Bearer x' });

    expectProblemOf(answer, 'unauthenticated');
  });
});

describe('a part of an image', () => {
  const last = () => whole.length - 1;
  it.each<[string, () => string, () => [number, number]]>([
    ['the first byte', () => 'bytes=0-0', () => [0, 0]],
    ['a piece of the middle', () => 'bytes=100-199', () => [100, 199]],
    ['the last byte', () => `bytes=${String(last())}-${String(last())}`, () => [last(), last()]],
    ['the last ten bytes', () => 'bytes=-10', () => [last() - 9, last()]],
    ['all from the hundredth on', () => 'bytes=100-', () => [100, last()]],
    ['more than there is, from the start', () => 'bytes=0-99999999', () => [0, last()]],
    ['the last ninety million bytes', () => 'bytes=-90000000', () => [0, last()]],
  ])('is %s', async (_, header, range) => {
    const [start, end] = range();

    const answer = await person.get(image.url, { range: header() });

    expect([answer.status, answer.headers['content-range'], answer.headers['content-length']]).toEqual([
      206, `bytes ${String(start)}-${String(end)}/${String(whole.length)}`, String(end - start + 1),
    ]);
    expect(answer.bytes.equals(whole.subarray(start, end + 1))).toBe(true);
    expect(answer.headers['etag']).toBe(`"${image.sha256}"`);
  });

  it.each<[string, () => string]>([['the byte after the last', () => `bytes=${String(whole.length)}-`], ['far beyond', () => 'bytes=90000000-90000001'], ['no byte at all', () => 'bytes=-0']])(
    'is refused with the length when it lies outside: %s',
    async (_, header) => {
      const answer = await person.get(image.url, { range: header() });

      expect(answer.status).toBe(416);
      expect(answer.headers['content-range']).toBe(`bytes */${String(whole.length)}`);
      expectProblemOf(answer, 'range-not-satisfiable');
    },
  );

  it.each(['bytes=0-0,5-9', 'bytes=0-99,50-149', 'lines=0-1', 'bytes', 'bytes=', 'bytes=a-b', 'bytes=9-5', `bytes=${'0-0,'.repeat(500)}1-1`, 'bytes=0-0, -1'])('is the whole when what is asked for is not one range: %.40s', async (range) => {
    const answer = await person.get(image.url, { range });

    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(whole)).toBe(true);
  });

  it('is sent under a condition only when it still holds', async () => {
    const holds = await person.get(image.url, { range: 'bytes=0-9', 'if-range': `"${image.sha256}"` });
    const stale = await person.get(image.url, { range: 'bytes=0-9', 'if-range': '"another"' });
    const weak = await person.get(image.url, { range: 'bytes=0-9', 'if-range': `W/"${image.sha256}"` });
    const dated = await person.get(image.url, { range: 'bytes=0-9', 'if-range': new Date().toUTCString() });

    expect([holds, stale, weak, dated].map(({ status, bytes }) => [status, bytes.length])).toEqual([[206, 10], [200, whole.length], [200, whole.length], [200, whole.length]]);
  });

  it('is described by HEAD without a body', async () => {
    const answer = await person.send('HEAD', image.url, { headers: { range: 'bytes=0-9' } });

    expect(answer.bytes).toHaveLength(0);
    expect([200, 206]).toContain(answer.status);
  });
});

describe('an image that the browser has', () => {
  const same = () => `"${image.sha256}"`;
  it.each<[string, () => string]>([['its tag', same], ['its tag, weakly', () => `W/${same()}`], ['one of several tags', () => `"a", ${same()}, "b"`], ['any tag', () => '*']])('is not sent again: %s', async (_, tag) => {
    const answer = await person.get(image.url, { 'if-none-match': tag() });

    expect([answer.status, answer.bytes.length]).toEqual([304, 0]);
    expect(answer.headers).toMatchObject({ etag: same(), 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie' });
  });

  it('is sent when it is another', async () => {
    expect((await person.get(image.url, { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('is not owned up to before one is signed in, nor to another', async () => {
    const other = await Person.register(product.url);
    const headers = { 'if-none-match': same() };

    expectProblemOf(await other.get(image.url, headers), 'not-found');
    expectProblemOf(await other.withCookies().get(image.url, headers), 'unauthenticated');
  });
});

describe('a download', () => {
  it('has a readable name of every script, and an ASCII one for clients that cannot read that', async () => {
    const answer = await person.get(`${image.url}?download=1`);

    expect(answer.bytes.equals(whole)).toBe(true);
    const day = image.createdAt.slice(0, 10);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${day}_lighthouse-at-dusk-naive-bold.png"; filename*=UTF-8''${day}_lighthouse-at-dusk-na%C3%AFve-bold.png`);
  });
});

describe('a thumbnail', () => {
  it.each([256, 512])('of %i pixels is a small WebP of its own, with a tag of its own', async (size) => {
    const answer = await thumbnail(size);

    expect(answer.headers['content-type']).toBe('image/webp');
    expect(answer.bytes.subarray(8, 12).toString('latin1')).toBe('WEBP');
    expect(answer.bytes.length).toBeLessThan(60_000);
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization, Cookie', 'content-length': String(answer.bytes.length) });
    expect(answer.headers['etag']).not.toBe(`"${image.sha256}"`);
    const again = await person.get(`${image.url}?size=${String(size)}`, { 'if-none-match': answer.headers['etag'] ?? '' });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it('is so small that a hundred tiles of a library move less than 3 MB', async () => {
    const subjects = ['a fox in the snow', 'a city at night in rain', 'botanical leaves', 'red balloons over a desert', 'a ringed planet', 'a castle in fog', 'a vase of flowers', 'fish under water'];
    const images = await Promise.all(subjects.map((subject) => person.makes(subject)));

    const sizes = await Promise.all(images.map(async ({ url }) => (await thumbnail(512, url)).bytes.length));

    expect((100 * sizes.reduce((sum, size) => sum + size, 0)) / sizes.length).toBeLessThan(3_000_000);
  });

  it.each(['1', '1024', '256,512', 'large', ''])('of another size is refused: %j', async (size) => {
    expectProblemOf(await person.get(`${image.url}?size=${size}`), 'invalid-request');
  });

  it('goes when its image is deleted for good', async () => {
    const gone = await person.makes('a shed');
    await person.delete(`${gone.url}?permanent=true`);

    expectProblemOf(await person.get(`${gone.url}?size=256`), 'not-found');
  });
});

/** Made off the request's path: until it is there the original comes. */
async function thumbnail(size: number, url = image.url): Promise<Answer> {
  const deadline = Date.now() + THUMBNAILS_MS;
  for (;;) {
    const answer = await person.get(`${url}?size=${String(size)}`);
    expect(answer.status).toBe(200);
    if (answer.type === 'image/webp' || Date.now() > deadline) return answer;
    await new Promise((later) => setTimeout(later, 100));
  }
}
