import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { readConfig } from '../../config/config';
import { openAiGenerator } from '../testing/openai-generator';
import { isForbiddenHost, type Resolve } from './openai-dispatcher';
import { failureOf, requestFor } from './image-generator.contract';

const KEY = 'sk-live-0123456789abcdef';
const BYTES = Buffer.from('the bytes of an image');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
interface Host {
  readonly server: Server;
  readonly port: number;
  readonly answers: Record<string, Answer>;
  readonly seen: { url: string; authorization: string | undefined }[];
}

async function startHost(): Promise<Host> {
  const answers: Record<string, Answer> = {};
  const seen: Host['seen'] = [];
  const server = createServer((request, response) => {
    request.resume();
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const answer = answers[request.url ?? ''] ?? ((_request, other) => { other.writeHead(404).end(); });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port, answers, seen };
}

const image: Answer = (_request, response) => { response.writeHead(200).end(BYTES); };
const redirectTo = (location: string): Answer => (_request, response) => { response.writeHead(302, { location }).end(); };

describe('an image by address', () => {
  let service: Host;
  let elsewhere: Host;
  beforeEach(async () => {
    [service, elsewhere] = await Promise.all([startHost(), startHost()]);
    elsewhere.answers['/image.png'] = image;
    service.answers['/image.png'] = image;
  });
  afterEach(() => {
    for (const { server } of [service, elsewhere]) server.closeAllConnections();
    for (const { server } of [service, elsewhere]) server.close();
  });

  const origin = ({ port }: Host, host = '127.0.0.1') => `http://${host}:${String(port)}`;
  const generate = (address: string, settings: Record<string, string> = {}, resolve?: Resolve) => {
    service.answers['/v1/images/generations'] = (_request, response) => { response.end(JSON.stringify({ data: [{ url: address }] })); };
    return openAiGenerator({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${origin(service)}/v1`, ...settings }, 20_000, resolve).generate(requestFor('a lighthouse at dusk'));
  };
  const bytesOf = async (address: string, settings?: Record<string, string>, resolve?: Resolve) => Buffer.from((await generate(address, settings, resolve)).images[0]?.bytes ?? []).toString();
  const listed = (...entries: string[]) => ({ OPENAI_IMAGE_ORIGINS: entries.join(', ') });

  it('is fetched from the service itself, with the key, also by a path alone', async () => {
    expect(await bytesOf('/image.png')).toBe(String(BYTES));
    expect(service.seen.at(-1)).toEqual({ url: '/image.png', authorization: `Bearer ${KEY}` });
  });

  it('is fetched without the key where the service refuses one', async () => {
    service.answers['/image.png'] = (request, response) => {
      if (request.headers.authorization) response.writeHead(400).end('Only one auth mechanism allowed');
      else response.end(BYTES);
    };
    expect(await bytesOf('/image.png')).toBe(String(BYTES));
  });

  it.each(['elsewhere', 'another scheme', 'another name'])('is refused on another origin, which is never asked: %s', async (which) => {
    const address = { elsewhere: `${origin(elsewhere)}/image.png`, 'another scheme': `https://127.0.0.1:${String(service.port)}/image.png`, 'another name': `${origin(service, 'localhost')}/image.png` }[which] ?? '';
    const { detail } = await failureOf(generate(address));
    expect(detail).toBe(`an image is on another origin (${new URL(address).origin}): OPENAI_IMAGE_ORIGINS does not list it`);
    expect([elsewhere.seen, service.seen.length]).toEqual([[], 1]);
  });

  it('is fetched from an origin that is listed, without the key', async () => {
    expect(await bytesOf(`${origin(elsewhere)}/image.png`, listed('https://images.example.com', origin(elsewhere)))).toBe(String(BYTES));
    expect(elsewhere.seen).toEqual([{ url: '/image.png', authorization: undefined }]);
  });

  it('is fetched from this machine by its name, where that is listed', async () => {
    expect(await bytesOf(`${origin(elsewhere, 'localhost')}/image.png`, listed(origin(elsewhere, 'localhost')))).toBe(String(BYTES));
  });

  const resolvingTo = (...addresses: string[]): Resolve => (_name, _options, callback) => { callback(null, addresses.map((address) => ({ address, family: 4 }))); };
  const named = () => `http://images.example.com:${String(elsewhere.port)}`;

  it.each([[['127.0.0.1']], [['203.0.113.9', '127.0.0.1']], [['8.8.8.8', '10.0.0.7']]])('is refused where a listed name resolves to a private address: %j', async (addresses) => {
    const { detail } = await failureOf(generate(`${named()}/image.png`, listed(named()), resolvingTo(...addresses)));
    expect(detail).toBe(`an image is on another origin (${named()}): it resolves to a private address that OPENAI_IMAGE_ORIGINS does not list`);
    expect(elsewhere.seen).toEqual([]);
  });

  it('is fetched from the very address that a listed name was resolved to, once that is listed too', async () => {
    let lookups = 0;
    const changing: Resolve = (_name, _options, callback) => { callback(null, [{ address: (lookups += 1) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]); };
    expect(await bytesOf(`${named()}/image.png`, listed(named(), '127.0.0.1'), changing)).toBe(String(BYTES));
    expect([lookups, elsewhere.seen.length]).toEqual([1, 1]);
  });

  it('is followed through redirects between what is listed, without the key', async () => {
    service.answers['/image.png'] = redirectTo('/moved.png');
    service.answers['/moved.png'] = redirectTo(`${origin(elsewhere)}/image.png`);
    expect(await bytesOf('/image.png', listed(origin(elsewhere)))).toBe(String(BYTES));
    expect([...service.seen.slice(1), ...elsewhere.seen].map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`, undefined, undefined]);
  });

  it('is not followed to an origin that is not listed', async () => {
    elsewhere.answers['/image.png'] = redirectTo('http://169.254.169.254/latest/meta-data');
    const { detail } = await failureOf(generate(`${origin(elsewhere)}/image.png`, listed(origin(elsewhere))));
    expect(detail).toContain('http://169.254.169.254): OPENAI_IMAGE_ORIGINS does not list it');
  });

  it('is not followed for ever', async () => {
    service.answers['/image.png'] = redirectTo('/image.png');
    expect((await failureOf(generate('/image.png'))).detail).toBe('the address of an image redirects too often');
    expect(service.seen).toHaveLength(5);
  });

  it('is read no further than an image may be long', async () => {
    elsewhere.answers['/image.png'] = (_request, response) => {
      const more = () => { while (!response.destroyed && response.write(Buffer.alloc(1_000_000))); };
      response.on('drain', more);
      more();
    };
    const { kind, detail } = await failureOf(generate(`${origin(elsewhere)}/image.png`, listed(origin(elsewhere))));
    expect([kind, detail]).toEqual(['failed', expect.stringContaining('ANSWER_TOO_LONG')]);
  });

  it('is fetched with the name and password of an address left out', async () => {
    expect(await bytesOf(`http://name:password@127.0.0.1:${String(elsewhere.port)}/image.png`, listed(origin(elsewhere)))).toBe(String(BYTES));
    expect(elsewhere.seen[0]?.authorization).toBeUndefined();
  });

  it('is fetched from the service itself by an address with a name and password, with the key instead', async () => {
    expect(await bytesOf(`http://name:password@127.0.0.1:${String(service.port)}/image.png`)).toBe(String(BYTES));
    expect(service.seen.at(-1)).toEqual({ url: '/image.png', authorization: `Bearer ${KEY}` });
  });

  it('is read where its address answers with base64 as plain text', async () => {
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#123' } }).png().toBuffer();
    service.answers['/image.txt'] = (_request, response) => { response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${png.toString('base64')}\n`); };

    expect(Buffer.from((await generate('/image.txt')).images[0]?.bytes ?? [])).toEqual(png);
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/a.png', 'http://'])('is refused as %s', async (address) => {
    expect((await failureOf(generate(address))).detail).toBe('the address of an image is no http or https address');
  });
});

describe('an address that may not be connected to', () => {
  const listed = readConfig({ OPENAI_API_KEY: 'key', OPENAI_IMAGE_ORIGINS: 'http://10.1.2.3:9000,http://[fd00::7],192.168.4.0/24' }).openai!.imageOrigins;

  it.each([
    '127.0.0.1', '10.0.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1', '[::1]', '[::]', '[::ffff:10.0.0.1]', '[::ffff:a9fe:a9fe]', '[fd00::1]', '[fe80::1]',
    '[64:ff9b::a9fe:a9fe]', '[2002:a00:1::]', '[ff02::1]', '[::10.0.0.1]',
  ])('is %s', (host) => {
    expect(isForbiddenHost(host, listed.addresses)).toBe(true);
  });

  it.each(['8.8.8.8', '[2606:4700::1111]', '[::ffff:8.8.8.8]', 'images.example.com', '10.1.2.3', '[fd00::7]', '192.168.4.200'])('is not %s', (host) => {
    expect(isForbiddenHost(host, listed.addresses)).toBe(false);
  });
});
