import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import fc from 'fast-check';
import { holdingsOf } from './isolation/things';
import { schemasOf } from './support/arbitrary';
import { type DocumentedOperation, documentOf, operationsOf, pathOf } from './support/document';
import type { Answer } from './support/exchange';
import { Person } from './support/person';
import { expectProblem } from './support/problem';
import { Product } from './support/product';

const CASES = 30;
/** A query is read before anything is done, and most of these only read. */
const QUERY_CASES = 20;
/** What is taken makes images and hashes passwords, which takes its time. */
const GOOD_CASES = 6;

const product = await Product.start({ GENERATIONS_PER_USER: '4' });
afterAll(() => product.stop());
const document = await documentOf(product.url);
const schemas = schemasOf(document);
const operations = operationsOf(document);
const withBody = operations.filter(({ body }) => body !== null).map((operation) => [operation.id, operation] as const);
const withQuery = operations.filter(({ parameters }) => parameters.some((parameter) => parameter.in === 'query')).map((operation) => [operation.id, operation] as const);

let person: Person;
beforeAll(async () => {
  person = await Person.register(product.url);
});

describe('a body', () => {
  it('is taken by these operations at least', () => {
    expect(withBody.map(([id]) => id)).toEqual(
      expect.arrayContaining(['changePassword', 'createConversation', 'generateImage', 'login', 'register', 'renameConversation', 'restoreImages', 'purgeImages', 'tagImages', 'changeImage', 'createAlbum', 'deleteImages']),
    );
  });

  describe.each(withBody)('of %s', (_, operation) => {
    it('that is nearly right is answered with a documented status, and changes nothing when it is refused', async () => {
      const refused = await check(operation, schemas.nearlyValid(operation.body ?? {}), CASES, (params, body) => send(operation, params, { body }));

      expect(refused).toBeGreaterThan(CASES / 2);
    });

    it('that is right by its schema is answered with a documented status too', async () => {
      await check(operation, schemas.valid(operation.body ?? {}), GOOD_CASES, (params, body) => send(operation, params, { body }));
    });
  });
});

describe('a query', () => {
  describe.each(withQuery)('of %s', (_, operation) => {
    const known = operation.parameters.filter((parameter) => parameter.in === 'query');
    const names = fc.constantFrom(...known.map(({ name }) => name), 'offset', '__proto__', 'constructor', '');
    const values = fc.oneof(
      fc.constantFrom('', '0', '-1', '1.5', '1e3', '201', '99999999999999999999', 'NaN', 'null', 'true', '[]', '%00', '%ff', '%', '+', '%F0%9F%90%A6', '..%2f', 'a'.repeat(300)),
      ...known.map(({ schema }) => schemas.valid(schema).map((value) => encodeURIComponent(String(value)))),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
    );
    const queries = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 3 }).map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

    it('of any kind is answered with a documented status, and changes nothing when it is refused', async () => {
      const refused = await check(operation, queries, QUERY_CASES, (params, query) => send(operation, params, { query }));

      expect(refused).toBeGreaterThan(QUERY_CASES / 2);
    });

    it('with a name it does not know is refused, naming it', async () => {
      const answer = await send(operation, await aimOf(operation), { query: 'surprise=1' });

      expect(JSON.stringify(expectProblem(answer, 400).errors)).toContain('surprise');
    });
  });
});

/** Tries what comes, one after the other; after each that was refused everything must be as it was. Resolves with how many were. */
async function check<T>(operation: DocumentedOperation, inputs: fc.Arbitrary<T>, numRuns: number, tried: (params: Params, input: T) => Promise<Answer>): Promise<number> {
  let refused = 0;
  let params = await aimOf(operation);
  let before = await holdingsOf(person);
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const answer = await tried(params, input);
      expectDocumented(operation, answer);
      if (answer.status >= 400) {
        refused += 1;
        expect(await holdingsOf(person)).toEqual(before);
        return;
      }
      if (operation.method === 'DELETE') params = await aimOf(operation);
      before = await holdingsOf(person);
    }),
    { numRuns, endOnFailure: true },
  );
  return refused;
}

type Params = Readonly<Record<string, string>>;

/** What the operation's path names, made for it. */
async function aimOf({ path }: DocumentedOperation): Promise<Params> {
  if (!path.includes('{')) return {};
  const { id, conversationId, images } = await person.generates('a harbour');
  const { filename = '' } = images[0] ?? {};
  if (path.includes('/trash/')) await person.delete(`/api/ai/images/${filename}`);
  const album = path.includes('/albums/') ? (await person.post('/api/ai/albums', { name: 'harbours' })).json<Album>().id : id;
  return { filename, ticket: 'none', id: path.includes('/conversations/') ? conversationId : album };
}

function send({ method, path }: DocumentedOperation, params: Params, { body, query }: { body?: unknown; query?: string }): Promise<Answer> {
  const target = pathOf(path, { params }) + (query === undefined ? '' : `?${query}`);
  return person.send(method, target, body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

function expectDocumented({ statuses }: DocumentedOperation, answer: Answer): void {
  expect([...statuses]).toContain(answer.status);
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expectProblem(answer);
}
