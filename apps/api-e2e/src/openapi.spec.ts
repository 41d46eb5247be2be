import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { PROBLEMS } from '@vitrine/contracts';
import { Server } from '@vitrine/test-server';
import { documentOf, operationsOf } from './support/document';
import { exchange } from './support/exchange';
import { unboundedIn } from './support/unbounded';

// The document names the address of the server and its cookies: with the default address it is the one that is kept.
const server = await Server.start({ LOG_LEVEL: 'warn', PUBLIC_URL: 'http://localhost:3000' });
afterAll(() => server.dispose());
const document = await documentOf(server.url);
const operations = operationsOf(document);
const named = operations.map((operation) => [operation.id, operation] as const);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as unknown as Record<string, unknown>);

    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference ?? '');

    expect(references.length).toBeGreaterThan(50);
    expect([...new Set(references)].filter((reference) => !isThere(reference))).toEqual([]);
  });

  it('describes every component itself, and never by its own name', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect({ name, refers: schema.$ref }).toEqual({ name, refers: undefined });
    }
  });

  it('is the one that is kept with the source: run "npm run openapi" and commit docs/openapi.json when this fails', () => {
    const kept: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8'));

    expect(kept).toEqual(document);
  });

  it('can be read without an account, and so can its pages', async () => {
    const [json, page] = await Promise.all(['/api/openapi.json', '/api/docs'].map((path) => exchange(server.url, { method: 'GET', path })));

    expect([json?.status, json?.type]).toEqual([200, 'application/json']);
    expect([page?.status, page?.type]).toEqual([200, 'text/html']);
  });

  it.each(['openImage', 'openTrashedImage'])('tells that parts can be asked for, and that nothing may be new: %s', (id) => {
    expect([...(operations.find((operation) => operation.id === id)?.statuses ?? [])]).toEqual(expect.arrayContaining([200, 206, 304, 416]));
  });

  it('tells that the index may not be new', () => {
    expect(operations.find((operation) => operation.id === 'getLibraryIndex')?.statuses).toContain(304);
  });

  it('names the schemas of events', () => {
    const schemaOf = (id: string) => operations.find((operation) => operation.id === id)?.responses['200']?.content?.['text/event-stream']?.schema;

    expect(schemaOf('watchGeneration')).toEqual({ $ref: '#/components/schemas/GenerationEvent' });
    expect(schemaOf('watchLibrary')).toEqual({ $ref: '#/components/schemas/LiveEvent' });
  });

  it('lists every kind of problem', () => {
    expect(document.components.schemas['Problem']?.properties?.['type']?.enum).toEqual(Object.keys(PROBLEMS).map((name) => `/problems/${name}`));
  });

  it('explains its tags, and every tag is one of them', () => {
    const used = new Set(operations.flatMap(({ tags = [] }) => tags));

    expect(document.tags.map(({ name }) => name).sort()).toEqual([...used].sort());
    for (const { name, description } of document.tags) expect({ name, description }).toEqual({ name, description: expect.stringMatching(/.{20,}/) });
  });

  it('has a greatest length for every string and every array', () => {
    expect(unboundedIn(document)).toEqual([]);
  });

  it('names each operation once', () => {
    expect(operations.length).toBeGreaterThan(20);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  describe.each(named)('%s', (_, operation) => {
    const problems = [...operation.statuses].filter((status) => status >= 400);

    it('has a name, a summary and one tag', () => {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary).toMatch(/^[A-Z].{5,}[^.]$/);
      expect(operation.tags).toHaveLength(1);
    });

    it('says who may call it, by schemes the document knows', () => {
      const schemes = (operation.security ?? []).flatMap((scheme) => Object.keys(scheme));

      expect(operation.security).toBeDefined();
      expect(schemes.filter((scheme) => !(scheme in document.components.securitySchemes))).toEqual([]);
      expect(operation.statuses.has(401)).toBe(schemes.length > 0 || operation.id === 'login');
    });

    it('describes every name in its path', () => {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');

      expect(inPath.map(({ name }) => name).sort()).toEqual([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(inPath.every(({ required }) => required === true)).toBe(true);
    });

    it('tells its problems, in their own media type', () => {
      expect(problems).toEqual(expect.arrayContaining([400, 429, 500]));
      if (operation.path.includes('{')) expect(problems).toContain(404);
      if (operation.requestBody) expect(problems).toEqual(expect.arrayContaining([413, 415]));
      for (const status of problems) {
        const { description = '', content } = operation.responses[String(status)] ?? {};
        const names = description.split(', ').map((name) => name.replaceAll('`', ''));

        expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
        expect(content?.['application/problem+json']).toEqual({ schema: { $ref: '#/components/schemas/Problem' }, examples: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }])) });
      }
    });

    it('has one schema for all its successes: generators give a function one type', () => {
      const contents = Object.entries(operation.responses).filter(([status]) => Number(status) < 300).flatMap(([, { content = {} }]) => Object.values(content));

      expect(new Set(contents.map(({ schema }) => JSON.stringify(schema))).size).toBeLessThan(2);
    });

    it('is explained, and so is everything that is asked for', () => {
      expect(operation.description).toMatch(/^[A-Z`].{20,}\.$/s);
      for (const { name, description } of operation.parameters) expect({ name, description }).toEqual({ name, description: expect.stringMatching(/.{5,}/) });
    });

    it('has an example of the JSON it takes and of the JSON or the event it answers with', () => {
      const contents = [operation.requestBody ?? {}, ...Object.entries(operation.responses).filter(([status]) => Number(status) < 300).map(([, response]) => response)].flatMap(({ content = {} }) => Object.entries(content));

      for (const [type, { example }] of contents) {
        if (['application/json', 'text/event-stream'].includes(type)) expect({ type, example }).toEqual({ type, example: expect.anything() });
      }
    });

    it('describes what it answers with when all is well', () => {
      const successes = Object.entries(operation.responses).filter(([status]) => Number(status) < 300);

      expect(successes.length).toBeGreaterThan(0);
      for (const [status, { content }] of successes) {
        expect({ status, hasContent: content !== undefined }).toEqual({ status, hasContent: status !== '204' });
        for (const { schema } of Object.values(content ?? {})) expect(schema).toBeDefined();
      }
    });
  });
});

function isThere(reference: string): boolean {
  if (!reference.startsWith('#/')) return false;
  const found = reference.slice(2).split('/').reduce<unknown>((within, key) => (typeof within === 'object' && within !== null ? Reflect.get(within, key) : undefined), document);
  return found !== undefined;
}
