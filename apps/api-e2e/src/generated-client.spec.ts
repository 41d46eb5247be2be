import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GenerateImageInput, Image, ImagePage, Register, Session } from '@vitrine/contracts';
import { documentOf } from './support/document';
import { PASSWORD } from './support/person';
import { Product } from './support/product';

const ROOT = resolve(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'reports/generated-client');

interface Settings {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the generated client offers, as far as it is used here. Its own types are checked where it is compiled. */
interface Generated {
  register(options: { client: unknown; body: Register }): Promise<{ data: Session }>;
  generateImage(options: { client: unknown; body: GenerateImageInput }): Promise<{ data: { images: Image[] } }>;
  listImages(options: { client: unknown; query: { limit: number } }): Promise<{ data: ImagePage }>;
  openImage(options: { client: unknown; path: { filename: string }; parseAs: 'arrayBuffer' }): Promise<{ data: ArrayBuffer }>;
  deleteImage(options: { client: unknown; path: { filename: string } }): Promise<{ response: Response }>;
  getImage(options: { client: unknown; path: { filename: string } }): Promise<{ data?: Image; error?: { type: string }; response: Response }>;
}

describe('a client generated from the OpenAPI document', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, 'openapi.json'), JSON.stringify(await documentOf(product.url)));
    writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(COMPILED));
    run('openapi-ts', ['--input', join(FOLDER, 'openapi.json'), '--output', join(FOLDER, 'client'), '--plugins', '@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk', '--no-log-file']);
  });
  afterAll(() => product.stop());

  it('has a function for every operation', async () => {
    const document = await documentOf(product.url);
    const sdk = await generated();

    const names = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId ?? ''));
    expect(names.filter((name) => typeof Reflect.get(sdk, name) !== 'function')).toEqual([]);
  });

  it('compiles, with every strictness on', () => {
    writeFileSync(join(FOLDER, 'use.ts'), USE);

    expect(readdirSync(join(FOLDER, 'client'))).toContain('sdk.gen.ts');
    run('tsc', ['-p', FOLDER]);
  });

  it('signs up, makes an image, lists it, reads its bytes, deletes it, and is told that it is gone', async () => {
    const sdk = await generated();
    const nobody = await clientOf({ baseUrl: product.url, headers: {} });
    const { data: session } = await sdk.register({ client: nobody, body: { email: 'program@example.com', password: PASSWORD } });
    const client = await clientOf({ baseUrl: product.url, headers: { authorization: `Bearer ${session.accessToken}` } });

    const [made] = (await sdk.generateImage({ client, body: { prompt: 'a lighthouse' } })).data.images;
    const { filename = '', bytes } = made ?? {};
    const { data: page } = await sdk.listImages({ client, query: { limit: 10 } });
    const { data: read } = await sdk.openImage({ client, path: { filename }, parseAs: 'arrayBuffer' });
    const deleted = await sdk.deleteImage({ client, path: { filename } });
    const gone = await sdk.getImage({ client, path: { filename } });

    expect(page.images).toEqual([expect.objectContaining({ filename, prompt: 'a lighthouse' })]);
    expect(read.byteLength).toBe(bytes);
    expect(deleted.response.status).toBe(204);
    expect([gone.response.status, gone.error?.type]).toEqual([404, '/problems/not-found']);
  });
});

const COMPILED = {
  compilerOptions: {
    target: 'es2024', lib: ['es2024', 'dom', 'dom.iterable'], module: 'preserve', moduleResolution: 'bundler', types: [],
    strict: true, noUncheckedIndexedAccess: true, noEmit: true,
  },
  include: ['client/**/*.ts', 'use.ts'],
};

/** What a person would write: it compiles only when the document says what is required and what comes back. */
const USE = `
import { generateImage, getImage, listImages } from './client/sdk.gen';
import type { Generation, Image, Problem } from './client/types.gen';

export async function use(): Promise<Image[]> {
  const { data, error } = await listImages({ query: { limit: 10, order: 'oldest' } });
  if (error) throw new Error((error satisfies Problem).title);
  const generation: Generation | string | undefined = (await generateImage({ body: { prompt: 'a harbour', size: '1024x1024' } })).data;
  // @ts-expect-error -- a prompt is required
  await generateImage({ body: {} });
  // @ts-expect-error -- a filename is required
  await getImage({});
  // @ts-expect-error -- there is no such order
  await listImages({ query: { order: 'sideways' } });
  return generation === undefined ? [] : (data?.images ?? []);
}
`;

async function generated(): Promise<Generated> {
  return (await import(join(FOLDER, 'client/sdk.gen.ts'))) as Generated;
}

async function clientOf(settings: Settings): Promise<unknown> {
  const { createClient } = (await import(join(FOLDER, 'client/client/index.ts'))) as { createClient: (settings: Settings) => unknown };
  return createClient(settings);
}

function run(tool: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'node_modules/.bin', tool), ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${tool} failed:\n${stdout}\n${stderr}`);
}
