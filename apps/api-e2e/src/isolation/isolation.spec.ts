import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DocumentedOperation, documentOf, type Filled, operationsOf, pathOf } from '../support/document';
import type { Answer } from '../support/exchange';
import { type Client, Person } from '../support/person';
import { expectProblemOf, withoutInstance } from '../support/problem';
import { Product } from '../support/product';
import { Cast } from './cast';
import { CALLERS, type CallerName, type Expectation, EXPECTATIONS } from './expectations';
import { holdingsOf, malformed, nothing, secretsIn } from './things';

// The tests are made from the document, so the server is there before they are.
const product = await Product.start();
afterAll(() => product.stop());
const operations = operationsOf(await documentOf(product.url));
const expected = operations.filter(({ id }) => id in EXPECTATIONS);
const cast = await Cast.of(product);

/** As they stand in the request line. */
const NOBODYS_NAMES = [
  ['a letter', 'x'], ['dots', '%2e%2e'], ['half an id', '0190b7f6'], ['an id in capitals', '0190B7F6-7C1E-7D7A-8A4B-0F5A3C9E1D2F'],
  ['SQL', "'%20or%201=1--"], ['NUL', '%00'], ['a bird', '%F0%9F%90%A6'], ['a word of JavaScript', '__proto__'], ['three hundred letters', 'a'.repeat(300)],
] as const;

/** The owner has taken their things away; who asks next needs others. */
let gone = false;

/** Every 401 there was, to be compared in the end. */
const unauthenticated = new Map<string, string>();

describe('the isolation matrix', () => {
  it('knows what every operation of the document answers to whom, and nothing else', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTATIONS).sort());
  });

  it('looks for what the owner is told, and would find it', async () => {
    const things = cast.things;
    const reads = ['/api/auth/me', '/api/auth/sessions', '/api/ai/my-images', '/api/ai/trash', '/api/ai/albums', `/api/ai/images/trash/${things.trashed}`];
    const { images } = await cast.owner.images();
    const answers = await Promise.all([...reads, ...images.map(({ url }) => url)].map((path) => cast.owner.get(path)));

    expect(secretsIn(Buffer.concat(answers.map(({ everything }) => everything)), things)).toHaveLength(things.secrets.length);
  });

  describe.each(expected.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
    const { statuses, call, consumes } = expectationOf(id);

    it('answers everyone as expected, and tells and changes nothing of the owner to anyone else', async () => {
      if (gone || takesThings(consumes)) await cast.renewThings();
      gone = false;
      const before = await holdingsOf(cast.owner);
      const answers = new Map<CallerName, Answer>();
      for (const caller of CALLERS.filter((name) => name !== 'owner')) {
        answers.set(caller, await send(await cast.clientOf(caller, consumes === 'session'), operation, call(cast.thingsFor(caller), caller)));
      }

      expect(statusesOf(answers)).toEqual(without(statuses, 'owner'));
      for (const [caller, answer] of answers) expectNothingTold(id, caller, answer);
      if (consumes !== 'session') expect(await holdingsOf(cast.owner)).toEqual(before);
      if (consumes === 'account') await cast.signInAgain();
    });

    it('answers the owner, and changes nothing of what the other has', async () => {
      const before = await holdingsOf(cast.other);

      const answer = await send(await cast.clientOf('owner', consumes === 'session'), operation, call(cast.things, 'owner'));
      gone = takesThings(consumes);

      expect(answer.status).toBe(statuses.owner);
      expect(secretsIn(answer.everything, cast.ofOther)).toEqual([]);
      expect(await holdingsOf(cast.other)).toEqual(before);
      if (consumes === 'account') await cast.signInAgain();
    });
  });

  it('answers every failed sign-in and every bad token with one and the same body', () => {
    expect(unauthenticated.size).toBeGreaterThan(100);
    expect([...new Set(unauthenticated.values())]).toHaveLength(1);
  });
});

describe("another's things", () => {
  const named = expected.filter(({ id }) => expectationOf(id).statuses.other === 404 || expectationOf(id).names);
  beforeAll(() => cast.renewThings());

  it('are named by a good part of the operations', () => {
    expect(named.length).toBeGreaterThanOrEqual(15);
  });

  describe.each(named.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
    const { call } = expectationOf(id);

    it('answers just as for what never was', async () => {
      const other = await cast.clientOf('other');
      const theirs = await send(other, operation, call(cast.things, 'other'));

      if (theirs.status !== 200) expectProblemOf(theirs, 'not-found');
      expect(faceOf(await send(other, operation, call(nothing(), 'other')))).toEqual(faceOf(theirs));
    });

    if (!operation.path.includes('{')) return;

    it.each(NOBODYS_NAMES)('answers just as for a name that can be nobody’s: %s', async (_, name) => {
      const other = await cast.clientOf('other');
      const theirs = await send(other, operation, call(cast.things, 'other'));

      expect(faceOf(await send(other, operation, call(malformed(name), 'other')))).toEqual(faceOf(theirs));
    });
  });
});

describe('HEAD of image bytes', () => {
  beforeAll(() => cast.renewThings());

  it.each([['openImage', 'filename'], ['openTrashedImage', 'trashed']] as const)('answers everyone as GET does, without a body: %s', async (id, thing) => {
    const path = operations.find((operation) => operation.id === id)?.path ?? '';
    const answers = new Map<CallerName, Answer>();
    for (const caller of CALLERS) {
      answers.set(caller, await (await cast.clientOf(caller)).send('HEAD', pathOf(path, { params: { filename: cast.thingsFor(caller)[thing] } })));
    }

    expect(statusesOf(answers)).toEqual(expectationOf(id).statuses);
    for (const answer of answers.values()) expect(answer.bytes).toHaveLength(0);
  });
});

describe('an ETag of the index', () => {
  it('is no word for the index of anyone else, though both libraries are empty', async () => {
    const [one, another] = [await Person.register(product.url), await Person.register(product.url)];
    const path = '/api/ai/my-images/index';
    const theirs = (await one.get(path)).headers['etag'] ?? '';

    const mine = await another.get(path, { 'if-none-match': theirs });

    expect([theirs.length > 2, mine.status, mine.headers['etag'] === theirs]).toEqual([true, 200, false]);
    expect((await one.get(path, { 'if-none-match': theirs })).status).toBe(304);
  });
});

function expectationOf(id: string) {
  const expectation = EXPECTATIONS[id];
  if (!expectation) throw new Error(`nothing is expected of ${id}`);
  return expectation;
}

/** The id of a session is one of the things. */
function takesThings(consumes: Expectation['consumes']): boolean {
  return consumes === 'things' || consumes === 'account';
}

function send(client: Client, { method, path }: DocumentedOperation, filled: Filled): Promise<Answer> {
  return client.send(method, pathOf(path, filled), filled);
}

function expectNothingTold(id: string, caller: CallerName, answer: Answer): void {
  const entitled = caller === 'media' && answer.status === 200;
  if (!entitled) expect({ caller, told: secretsIn(answer.everything, cast.things) }).toEqual({ caller, told: [] });
  expect({ caller, told: secretsIn(answer.everything, cast.ofDisabled) }).toEqual({ caller, told: [] });
  if (answer.status !== 401) return;
  expectProblemOf(answer, 'unauthenticated');
  unauthenticated.set(`${id} ${caller}`, withoutInstance(answer));
}

/** What a caller can tell two answers apart by, but for what is different in any two. */
function faceOf(answer: Answer) {
  const { date: _when, ...headers } = answer.headers;
  return { status: answer.status, headers: { ...headers, 'content-length': undefined }, length: answer.bytes.length, body: withoutInstance(answer) };
}

function statusesOf(answers: ReadonlyMap<CallerName, Answer>) {
  return Object.fromEntries([...answers].map(([caller, { status }]) => [caller, status]));
}

function without<T extends object>(value: T, key: keyof T) {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}
