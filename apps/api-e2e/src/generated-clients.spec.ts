import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentOf, operationsOf } from './support/document';
import { PASSWORD } from './support/person';
import { Product } from './support/product';

const ROOT = resolve(import.meta.dirname, '../../..');
const STORIES = join(import.meta.dirname, '../generated-clients');
const FOLDER = join(ROOT, 'reports/generated-clients');
const DOCUMENT = join(FOLDER, 'openapi.json');

/** Each generator, as its own documentation calls it. */
const GENERATORS: Readonly<Record<string, readonly string[]>> = {
  'hey-api': ['openapi-ts', '--input', DOCUMENT, '--output', join(FOLDER, 'hey-api-client'), '--plugins', '@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk', '--no-log-file'],
  'openapi-typescript': ['openapi-typescript', DOCUMENT, '--output', join(FOLDER, 'openapi-typescript-client.d.ts'), '--default-non-nullable', 'false'],
  'ng-openapi-gen': ['ng-openapi-gen', '--input', DOCUMENT, '--output', join(FOLDER, 'ng-openapi-gen-client')],
};

/** With what a strict project switches on; the decorators are Angular's. */
const COMPILED = {
  compilerOptions: {
    target: 'es2024', lib: ['es2024', 'dom', 'dom.iterable'], module: 'preserve', moduleResolution: 'bundler', types: [], strict: true,
    noUncheckedIndexedAccess: true, noImplicitReturns: true, noImplicitOverride: true, skipLibCheck: true, experimentalDecorators: true, noEmit: true,
  },
  include: ['**/*.ts'],
};

interface Story {
  story(baseUrl: string, account: { email: string; password: string }): Promise<Record<string, unknown>>;
}

describe('a client generated from the OpenAPI document', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    cpSync(STORIES, FOLDER, { recursive: true });
    writeFileSync(DOCUMENT, JSON.stringify(await documentOf(product.url)));
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(COMPILED));
    await Promise.all(Object.values(GENERATORS).map(([tool = '', ...args]) => run(tool, args)));
  });
  afterAll(() => product.stop());

  it('compiles under strict, together with a program that uses it, by each generator', async () => {
    await run('tsc', ['-p', FOLDER]);
  });

  it('has a function for every operation', async () => {
    const names = operationsOf(await documentOf(product.url)).map(({ id }) => id);
    const sdk = (await import(join(FOLDER, 'hey-api-client/sdk.gen.ts'))) as Record<string, unknown>;

    expect(names.filter((name) => typeof sdk[name] !== 'function')).toEqual([]);
  });

  it.each(Object.keys(GENERATORS))('registers, generates, lists, reads the bytes, deletes, and names the problem: %s', async (generator) => {
    const { story } = (await import(join(FOLDER, `${generator}.ts`))) as Story;

    const report = await story(product.url, { email: `${generator}@example.com`, password: PASSWORD });

    expect(report).toEqual({
      filename: expect.stringMatching(/\.png$/), bytes: expect.any(Number), listed: [report['filename']], read: report['bytes'], deleteStatus: 204, problem: '/problems/not-found',
    });
  });
});

/** Rejects with what the tool printed, unless it ends well. */
function run(tool: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    let output = '';
    const child = spawn(process.execPath, [join(ROOT, 'node_modules/.bin', tool), ...args], { cwd: ROOT, env: { PATH: process.env['PATH'], HOME: FOLDER } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', failed);
    child.once('exit', (code) => { if (code === 0) done(); else failed(new Error(`${tool} failed:\n${output}`)); });
  });
}
