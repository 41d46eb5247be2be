import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PipelinedRequests, WAITING_MAX } from './pipelined-requests';

/** More than the buffers of both ends take. */
const LARGE = Buffer.alloc(19 * 1024 * 1024, 'x');
const GET = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
const MESSAGE = Buffer.from('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');

describe('PipelinedRequests', () => {
  let server: Server;
  let requests: PipelinedRequests;
  let client: Socket;
  let text = '';
  const served: Socket[] = [];
  afterEach(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });

  /** Connects a client that reads everything, unless it is paused. */
  async function serve(listener: RequestListener): Promise<void> {
    requests = new PipelinedRequests(listener);
    server = createServer(requests.add);
    server.on('connection', (socket: Socket) => served.push(socket));
    server.on('clientError', (_error, socket) => { requests.closeWith(socket as Socket, MESSAGE); });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    text = '';
    client.on('error', () => undefined).on('data', (chunk) => { text += chunk.toString('latin1'); });
    await new Promise((connected) => client.once('connect', connected));
  }

  const until = async (met: () => boolean) => {
    while (!met()) await new Promise((next) => setTimeout(next, 5));
  };
  const closed = () => new Promise((close) => client.once('close', close));

  it('answers one after the other, in order', async () => {
    const under: string[] = [];
    let most = 0;
    await serve((request, response) => {
      under.push(request.url ?? '');
      most = Math.max(most, under.length);
      response.prependOnceListener('close', () => under.shift());
      setTimeout(() => response.end(`to:${String(request.url)};`), request.url === '/0' ? 20 : 0);
    });

    client.write(Array.from({ length: 100 }, (_, nth) => GET(`/${String(nth)}`)).join(''));
    await until(() => text.includes('to:/99;'));

    expect(most).toBe(1);
    expect(text.match(/to:\/\d+/g)).toEqual(Array.from({ length: 100 }, (_, nth) => `to:/${String(nth)}`));
  });

  it('makes no second response while the first is not read', async () => {
    let begun = 0;
    await serve((_request, response) => {
      begun += 1;
      response.end(LARGE);
    });
    client.pause();

    client.write(GET('/').repeat(100));
    await until(() => begun > 0);
    await new Promise((later) => setTimeout(later, 100));
    expect(begun).toBe(1);

    client.resume();
    await until(() => begun > 2);
  });

  it('reads no further while requests wait, whatever the client reads of the response', async () => {
    const pieces: ServerResponse[] = [];
    await serve((request, response) => {
      if (request.url === '/slow') pieces.push(response);
      else response.end();
    });
    client.write(GET('/slow') + GET('/next'));
    await until(() => pieces.length === 1);
    const before = () => served.at(-1)?.bytesRead ?? 0;
    const read = before();

    for (let nth = 0; nth < 20; nth += 1) {
      client.write(GET(`/${'x'.repeat(8000)}`));
      await new Promise<void>((taken) => pieces[0]?.write(LARGE.subarray(0, 200_000), () => { taken(); }));
    }
    expect(before()).toBe(read);

    pieces[0]?.end();
    await until(() => before() > read + 100_000);
  });

  it('reads the body of a request that waited', async () => {
    const bodies: string[] = [];
    await serve((request: IncomingMessage, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => setTimeout(() => { bodies.push(body); response.end('done'); }, 10));
    });

    client.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\none'.repeat(2));
    client.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 200000\r\n\r\n${'y'.repeat(1000)}`);
    await until(() => bodies.length === 2);
    client.write('y'.repeat(199_000));
    await until(() => bodies.length === 3);

    expect(bodies.map((body) => body.length)).toEqual([3, 3, 200_000]);
  });

  it('ends a connection on which more wait than it keeps', async () => {
    await serve(() => undefined);

    client.write(GET('/').repeat(WAITING_MAX + 2));

    await closed();
  });

  it('begins none that waits when the client has gone', async () => {
    let begun = 0;
    await serve(() => { begun += 1; });
    client.write(GET('/').repeat(3));
    await until(() => begun === 1);

    client.resetAndDestroy();
    served.at(-1)?.destroy(); // The server reads nothing while requests wait, and so does not see it.
    await until(() => served.at(-1)?.closed === true);

    expect(begun).toBe(1);
  });

  it('says what is wrong with bytes that are no request after the responses before them', async () => {
    await serve((request, response) => { setTimeout(() => response.end(`to ${String(request.url)}`), 10); });

    client.write(`${GET('/1')}${GET('/2')}nonsense\r\n\r\n`);
    await closed();

    expect(text).toMatch(/to \/1.*to \/2.*400 Bad Request\r\nConnection: close/s);
  });

  it('says nothing in the middle of a response', async () => {
    await serve((_request, response) => { response.write('begun'); });

    client.write('POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    await until(() => text.includes('begun'));
    client.write('nonsense\r\n');
    await closed();

    expect(text).not.toContain('400 Bad Request');
  });
});
