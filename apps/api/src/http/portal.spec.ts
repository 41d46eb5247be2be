import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import { ProblemException } from '../problems/problem.exception';
import { servePortal } from './portal';

const PAGE = '<!doctype html><title>The page</title>';

describe('the portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-portal-'));
  let server: Server;
  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'main-ABCDEFGH.js'), 'export {};');
    server = await serve(folder);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['/', '/index.html', '/library', '/library/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f-png', '/create/', '/library?q=a.png'])('is one page for every screen: %s', async (path) => {
    const answer = await ask(server, path);

    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
  });

  it('keeps hashed files for ever', async () => {
    const answer = await ask(server, '/main-ABCDEFGH.js');

    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it.each([
    '/missing.js', '/uploads', '/uploads/images/user-1', '/Uploads/images', '/uploads/images/user-1/a%2epng', '/%75ploads/images', '//uploads/images', '/API/ai/my-images', '/v1/models', '/a%2fb',
  ])('is not what a stored file, another spelling of the API or a missing asset is answered with: %s', async (path) => {
    expect((await ask(server, path)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE'])('takes no %s', async (method) => {
    expect((await ask(server, '/library', method)).status).toBe(404);
  });

  it('leaves the API to the API', async () => {
    expect(await (await ask(server, '/api/anything')).text()).toBe('the API');
  });

  it('is a 404 everywhere when it was not built', async () => {
    const bare = await serve(join(folder, 'nowhere'));

    expect((await ask(bare, '/library')).status).toBe(404);
    bare.close();
  });
});

/** As the product does, with an API of one word behind. */
async function serve(folder: string): Promise<Server> {
  const app = express();
  servePortal(app as unknown as NestExpressApplication, folder);
  app.use('/api', (_request: Request, response: Response) => void response.send('the API'));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error instanceof ProblemException ? error.getStatus() : 500).end();
  });
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

function ask(server: Server, path: string, method = 'GET'): Promise<globalThis.Response> {
  return fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`, { method });
}
