import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { openAiGenerator } from '../testing/openai-generator';
import { failureOf, requestFor } from './image-generator.contract';
import { proveImage } from './prove-image';

const KEY = 'key-0123456789abcdef';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ apiKey: KEY });
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

const generate = (settings: Record<string, string>, words = '') => openAiGenerator(settings).generate(requestFor(`a fox ${words}`));
async function make(settings: Record<string, string>, words?: string): Promise<number> {
  const { images } = await generate(settings, words);
  return (await Promise.all(images.map(({ bytes }) => proveImage(bytes)))).length;
}

describe('a deployment on Azure', () => {
  it('is asked with its key in api-key and the version in the query, and never with a bearer token', async () => {
    expect(await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.azureUrl })).toBe(1);
    expect(provider.requests).toMatchObject([{ path: '/openai/deployments/pictures/images/generations', query: 'api-version=2025-04-01-preview', headers: { 'api-key': KEY } }]);
    expect(provider.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('takes its key from OPENAI_HEADERS as well', async () => {
    expect(await make({ OPENAI_BASE_URL: provider.azureUrl, OPENAI_HEADERS: JSON.stringify({ 'Api-Key': KEY }) })).toBe(1);
  });

  it('serves images by address with the same key', async () => {
    expect(await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.azureUrl }, '[url]')).toBe(1);
    expect(provider.requests[1]?.headers).toMatchObject({ 'api-key': KEY });
  });

  it('with a wrong key is a matter for the operator', async () => {
    expect((await failureOf(generate({ OPENAI_API_KEY: 'wrong', OPENAI_BASE_URL: provider.azureUrl }))).message).toBe('unavailable: the provider answered with an error: 401');
  });
});

describe('headers for a gateway', () => {
  it('are added to every request to the service', async () => {
    await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.url, OPENAI_HEADERS: '{"X-Tenant":"a","cf-access-client-id":"b"}' }, '[url]');
    expect(provider.requests.map(({ headers }) => [headers['x-tenant'], headers['cf-access-client-id'], headers.authorization])).toEqual([['a', 'b', `Bearer ${KEY}`], ['a', 'b', `Bearer ${KEY}`]]);
  });

  it('take the place of the key', async () => {
    await failureOf(generate({ OPENAI_API_KEY: 'another', OPENAI_BASE_URL: provider.url, OPENAI_HEADERS: JSON.stringify({ Authorization: 'Basic abc' }) }));
    expect(provider.requests[0]?.headers.authorization).toBe('Basic abc');
  });
});

describe('a proxy', () => {
  interface Seen { readonly target: string; readonly headers: IncomingHttpHeaders }
  let proxy: Server;
  let seen: Seen[];
  let tunnels: Set<Socket>;
  let refuses = false;

  /** A small forward proxy: absolute-form requests are sent on, CONNECT opens a tunnel. Every name leads to this machine. */
  beforeEach(async () => {
    seen = [];
    tunnels = new Set();
    refuses = false;
    proxy = createServer((request, response) => {
      seen.push({ target: request.url ?? '', headers: request.headers });
      const { pathname, search } = new URL(request.url ?? '');
      const { port } = new URL(provider.url);
      void fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method: request.method ?? 'GET', headers: forwarded(request.headers), ...(request.method === 'POST' ? { body: request, duplex: 'half' } : {}) } as unknown as RequestInit).then(async (answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    proxy.on('connect', (request, socket: Socket) => {
      seen.push({ target: request.url ?? '', headers: request.headers });
      if (refuses) { socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'); return; }
      const upstream = connect(Number(new URL(provider.url).port), '127.0.0.1', () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); });
      for (const end of [socket, upstream]) tunnels.add(end.on('error', () => undefined));
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  });
  afterEach(() => {
    for (const socket of tunnels) socket.destroy();
    proxy.closeAllConnections();
    proxy.close();
  });
  const forwarded = ({ authorization = '', 'content-type': type = 'application/json' }: IncomingHttpHeaders) => ({ authorization, 'content-type': type });
  const proxyUrl = (login = '') => `http://${login}127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;

  it.each(['HTTP_PROXY', 'http_proxy'])('in %s is asked for http addresses, with its name and password, and the images come through it', async (name) => {
    expect(await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://service.example/v1', [name]: proxyUrl('me:secret@') })).toBe(1);
    expect(seen).toMatchObject([{ target: 'http://service.example/v1/images/generations', headers: { 'proxy-authorization': `Basic ${Buffer.from('me:secret').toString('base64')}` } }]);
    expect(provider.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it('is taken without its scheme', async () => {
    expect(await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://service.example/v1', HTTP_PROXY: proxyUrl().replace('http://', '') })).toBe(1);
  });

  it('opens a tunnel for https addresses', async () => {
    await failureOf(generate({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://service.example/v1', HTTPS_PROXY: proxyUrl() }));
    expect(seen.map(({ target }) => target)).toEqual(['service.example:443']);
  });

  it('that refuses the tunnel is a matter for the operator, and nothing was made', async () => {
    refuses = true;
    const failure = await failureOf(generate({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://service.example/v1', HTTPS_PROXY: proxyUrl('me:secret@') }));
    expect(failure).toMatchObject({ kind: 'unavailable', outcomeKnown: true, detail: 'no connection to the provider: the proxy answered 407' });
  });

  it.each(['127.0.0.1', '*', 'example.com, 127.0.0.1'])('is not asked for hosts in NO_PROXY=%s', async (none) => {
    expect(await make({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: provider.url, HTTP_PROXY: proxyUrl(), NO_PROXY: none })).toBe(1);
    expect(seen).toEqual([]);
  });

  it('is asked for images on listed origins, and not for others', async () => {
    const settings = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'http://service.example/v1', HTTP_PROXY: proxyUrl() };
    expect((await failureOf(generate(settings, '[foreign-url]'))).detail).toContain('OPENAI_IMAGE_ORIGINS');
    expect(await make({ ...settings, OPENAI_IMAGE_ORIGINS: provider.foreignOrigin }, '[foreign-url]')).toBe(1);
    expect(seen.map(({ target }) => new URL(target).origin)).toEqual(['http://service.example', 'http://service.example', provider.foreignOrigin]);
  });
});
