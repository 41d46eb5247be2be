import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';

/** The kept document is the one that is served: `openapi.spec.ts` compares them. */
const FILE = join(import.meta.dirname, '../../../docs/openapi.json');
const source = readFileSync(FILE, 'utf8');

describe('docs/openapi.json', () => {
  it('has no findings by the recommended rules of Redocly', async () => {
    expect(await findingsOfRedocly(source)).toEqual([]);
  });

  it('has no findings by the rules of Spectral for OpenAPI', async () => {
    expect(await findingsOfSpectral(source)).toEqual([]);
  });
});

describe('a document without servers, tags and descriptions', () => {
  const poor = JSON.stringify({ openapi: '3.1.0', info: { title: 'Poor', version: '1' }, paths: { '/x': { get: { responses: { 200: { description: 'x' } } } } } });

  it('has findings by both, so the rules are at work', async () => {
    expect(await findingsOfRedocly(poor)).toContain('no-empty-servers #/openapi');
    expect(await findingsOfSpectral(poor)).toEqual(expect.arrayContaining(['oas3-api-servers ', 'operation-description paths//x/get']));
  });
});

async function findingsOfRedocly(text: string): Promise<string[]> {
  const found = await lintFromString({ source: text, absoluteRef: FILE, config: await createConfig({ extends: ['recommended'] }) });
  return found.map(({ ruleId, location }) => `${ruleId} ${location[0]?.pointer ?? ''}`);
}

async function findingsOfSpectral(text: string): Promise<string[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [[rulesets.oas, 'recommended']] }));
  return (await linter.run(JSON.parse(text) as Record<string, unknown>)).map(({ code, path }) => `${String(code)} ${path.join('/')}`);
}
