import { request as sendRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../testing/test-app';

describe('a document that is the same for everybody', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const get = (path: string, headers: Record<string, string> = {}) => new Promise<{ status: number; coding: string | undefined; etag: string; type: string; body: Buffer }>((resolve, reject) => {
    sendRequest(app.url + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, coding: response.headers['content-encoding'], etag: response.headers.etag ?? '', type: response.headers['content-type'] ?? '', body: Buffer.concat(chunks) }); });
    }).on('error', reject).end();
  });

  it.each([
    ['/api/openapi.json', /^application\/json/], ['/api/docs', /^text\/html/], ['/api/docs/swagger-ui-init.js', /javascript/],
    ['/api/docs/swagger-ui-bundle.js', /javascript/], ['/api/docs/swagger-ui.css', /^text\/css/],
  ])('is compressed for who takes it, from the first time on: %s', async (path, type) => {
    const first = await get(path, { 'accept-encoding': 'gzip' });
    const again = await get(path, { 'accept-encoding': 'gzip' });
    const plain = await get(path);

    expect([first, again, plain].map(({ status, coding }) => [status, coding])).toEqual([[200, 'gzip'], [200, 'gzip'], [200, undefined]]);
    for (const answer of [first, again, plain]) expect(answer.type).toMatch(type);
    expect(gunzipSync(first.body).equals(plain.body)).toBe(true);
    expect(again.body.equals(first.body)).toBe(true);
    expect((await get(path, { 'accept-encoding': 'gzip', 'if-none-match': first.etag })).status).toBe(304);
  });

  it('is not found where there is none', async () => {
    for (const path of ['/api/docs/none.js', '/api/openapi.json/']) expect((await get(path)).status).toBe(404);
  });
});
