import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Image } from '@vitrine/contracts';
import { documentOf, operationsOf } from './support/document';
import { type Answer, ask } from './support/exchange';
import { Person } from './support/person';
import { Product } from './support/product';

const MARKER = 'a file that nobody may read over HTTP';

/** Written into the request line as they are, in latin1. `OUT` leads out of the folder of one user's images. */
const OUT = '../../../';
const NAMES = [
  '..', '.', '../', '..%2f', '%2e%2e', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '%2e%2e%5c', '..%255c', '%252e%252e%252f', '%25252e%25252e%25252f',
  '..%c0%af', '%c0%ae%c0%ae%c0%af', '%e0%80%ae%e0%80%ae%e0%80%af', '..%ef%bc%8f', '..%u2215', '....//', '....%2f%2f', '..;/', '..%00/', '..%0d%0a', '~', '*', '%', '%zz', '%e2%28%a1',
  'file:///etc/passwd', 'C:%5cwindows%5cwin.ini', '\\\\localhost\\share', '%5c%5clocalhost%5cshare', 'aux', 'nul.png', 'a%00.png', '%00', '%0a', '%ff', '%fe%ff', '\xc0\xae\xc0\xae', '\xff',
].flatMap((name) => [name, `${name}secret.txt`]);
const TARGETS = ['secret.txt', 'etc/passwd', 'data/vitrine.db', 'data/secrets/access-1.key'];
const WAYS_OUT = TARGETS.flatMap((target) => [
  ...[OUT, OUT.replaceAll('/', '%2f'), OUT.replaceAll('.', '%2e'), encodeURIComponent(encodeURIComponent(OUT)).replaceAll('.', '%252e'), OUT.replaceAll('/', '\\'), OUT.replaceAll('/', '%5c')].map((out) => out + target),
  `${'..%2f'.repeat(12)}${target.replaceAll('/', '%2f')}`,
]);

const product = await Product.start();
afterAll(() => product.stop());
const named = operationsOf(await documentOf(product.url)).filter(({ path }) => path.includes('{')).map((operation) => [operation.id, operation] as const);

let person: Person;
let image: Image;
/** Bytes that only files on the disk hold. */
let outside: Buffer[];
beforeAll(async () => {
  const { folder, data } = product.server;
  person = await Person.register(product.url);
  image = await person.makes('a lighthouse');
  for (const place of [folder, product.server.uploads, join(product.server.uploads, 'images')]) writeFileSync(join(place, 'secret.txt'), MARKER);
  outside = [Buffer.from(MARKER), Buffer.from('root:x:0'), Buffer.from('SQLite format 3'), readFileSync(join(data, 'secrets/access-1.key'))];
});

describe('a name that leads elsewhere', () => {
  it.each(named)('is nothing to %s, signed in or not', async (_, { method, path }) => {
    const told = new Map<string, number>();
    for (const name of [...NAMES, ...WAYS_OUT]) {
      const target = path.replace(/\{\w+\}/, name.replaceAll('$', '$$$$'));
      const [signedIn, anonymous] = await Promise.all([ask(product.server.port, method, target, person.headers), ask(product.server.port, method, target)]);
      expectNothing(`${method} ${target}`, signedIn, [400, 404]);
      expectNothing(`${method} ${target}`, anonymous, [400, 401, 404]);
      told.set(name, signedIn.status);
    }

    expect(told.size).toBe(new Set([...NAMES, ...WAYS_OUT]).size);
  });

  it('leaves every image where it is', async () => {
    expect((await person.images()).images.map(({ filename }) => filename)).toEqual([image.filename]);
    expect((await person.get(image.url)).bytes).toHaveLength(image.bytes);
  });
});

describe('a guessed path to a stored file', () => {
  it('is 401 or 404 without an account, in any spelling', async () => {
    const stored = filesUnder(product.server.uploads).filter((path) => path.endsWith(image.filename));
    expect(stored).toHaveLength(1);

    const user = `user-${person.id}`;
    const paths = [
      `/uploads/images/${user}/${image.filename}`, `/images/${user}/${image.filename}`, `/${user}/${image.filename}`, `/api/uploads/images/${user}/${image.filename}`,
      `/api/ai/images/${user}/${image.filename}`, `/api/ai/images/../../../uploads/images/${user}/${image.filename}`, `/api/../uploads/images/${user}/${image.filename}`,
      `/api/ai/images/..%2f..%2fuploads%2fimages%2f${user}%2f${image.filename}`, `/uploads%2fimages%2f${user}%2f${image.filename}`, `//uploads/images/${user}/${image.filename}`,
      `/./uploads/./images/${user}/${image.filename}`, `/UPLOADS/images/${user}/${image.filename}`, `/%75ploads/images/${user}/${image.filename}`, `/uploads/images/${user}/${image.filename}%20`,
      `/uploads/images/${user}/${image.filename.replace('.', '%2e')}`, `/uploads/images/${user}/${image.filename}%00`, `/uploads/images/${user}/${image.filename}/`, `/uploads/images/${user}/`,
      `/uploads/images/${user}`, '/uploads/images/', '/uploads/images', '/uploads/', '/uploads', `/uploads\\images\\${user}\\${image.filename}`, `/assets/../../uploads/images/${user}/${image.filename}`,
      `/..%2f..%2fuploads%2fimages%2f${user}%2f${image.filename}`, `/thumbnails/${user}/${image.filename}`, `/api/ai/images/${image.filename}`, `/api/ai/images/${image.filename}?size=256`,
      `/api/ai/images/${image.filename}?access_token=x`, `/api/ai//images/${image.filename}`, `/api/ai/images//${image.filename}`, `/API/AI/IMAGES/${image.filename}`, `/api/ai/images/${image.filename.toUpperCase()}`,
      `/api/ai/images/${image.filename}/`, `/api/ai/images/%2e/${image.filename}`, `/api/ai/my-images/${image.filename}`, `/data/vitrine.db`, '/data/secrets/access-1.key', `/v1/images/${image.filename}`,
      `http://localhost/uploads/images/${user}/${image.filename}`, `http://elsewhere.example/api/ai/images/${image.filename}`, `file:///uploads/images/${user}/${image.filename}`,
    ];
    const bytes = readFileSync(stored[0] ?? '');
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const answer = await ask(product.server.port, method, path);
        expectNothing(`${method} ${path}`, answer, [400, 401, 404]);
        expect(answer.everything.includes(bytes.subarray(64, 128))).toBe(false);
      }
    }
  });
});

function expectNothing(asked: string, answer: Answer, statuses: readonly number[]): void {
  expect({ asked, status: answer.status, expected: statuses.includes(answer.status) }).toEqual({ asked, status: answer.status, expected: true });
  for (const bytes of outside) expect({ asked, leaks: answer.everything.includes(bytes) }).toEqual({ asked, leaks: false });
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
