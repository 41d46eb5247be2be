import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { allowSlowBody, RequestDeadlines } from './request-deadlines';

const TIMEOUT_MS = 500;
const CHECKING_INTERVAL_MS = 50;
const POST = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n';

describe('RequestDeadlines', () => {
  let server: Server;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function serve(listener: (request: IncomingMessage, response: ServerResponse) => void, averageAfterMs?: number): Promise<void> {
    server = createServer({ connectionsCheckingInterval: CHECKING_INTERVAL_MS }, listener);
    await listen(averageAfterMs);
  }

  async function listen(averageAfterMs?: number): Promise<void> {
    new RequestDeadlines(server, { timeoutMs: TIMEOUT_MS, checkingIntervalMs: CHECKING_INTERVAL_MS, ...(averageAfterMs === undefined ? {} : { averageAfterMs }) });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  }

  /** Sends one piece at a time, `count` of them or until the connection is closed. */
  async function trickle(count: number, head = POST, piece = 'x'): Promise<{ text: string; sent: number; ms: number }> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    let [text, sent] = ['', 0];
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
    const began = performance.now();
    socket.write(head);
    const timer = setInterval(() => {
      if (sent >= count) return;
      socket.write(piece);
      sent += 1;
    }, CHECKING_INTERVAL_MS);
    await new Promise<void>((closed) => { socket.once('close', () => { closed(); }); });
    clearInterval(timer);
    return { text, sent, ms: performance.now() - began };
  }

  /** Answers when the body is whole. */
  const answering = (isSlow: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    if (isSlow) allowSlowBody(request);
    request.resume();
    request.once('end', () => response.setHeader('Connection', 'close').end('whole'));
  };

  it('ends a request whose body arrives too slowly in all', async () => {
    await serve(answering(false));

    const { text, sent } = await trickle(Infinity);

    expect(text).toContain('408 Request Timeout');
    expect(sent).toBeLessThan(1000);
  });

  it('lets a body that may be slow arrive for longer, as long as bytes of it arrive', async () => {
    await serve((request, response) => {
      allowSlowBody(request);
      let bytes = 0;
      request.on('data', (piece: Buffer) => {
        bytes += piece.byteLength;
        if (bytes === 30) response.setHeader('Connection', 'close').end('thirty');
      });
    });

    const { text, ms } = await trickle(30);

    expect(text).toContain('thirty');
    expect(ms).toBeGreaterThan(2 * TIMEOUT_MS);
  });

  it('ends a body that may be slow when nothing of it arrives any more', async () => {
    await serve(answering(true));

    const { text, sent } = await trickle(15);

    expect([text, sent]).toEqual([expect.stringContaining('408 Request Timeout'), 15]);
  });

  it('ends a body that may be slow when it has trickled for long', async () => {
    await serve(answering(true), 3 * TIMEOUT_MS);

    const { text, ms } = await trickle(Infinity);

    expect(text).toContain('408 Request Timeout');
    expect(ms).toBeGreaterThan(3 * TIMEOUT_MS);
  });

  it('lets a slow body arrive that is a little faster, however long', async () => {
    const piece = 'x'.repeat(1000);
    await serve(answering(true), TIMEOUT_MS);

    const { text, ms } = await trickle(60, POST.replace('1000', '60000'), piece);

    expect(text).toContain('whole');
    expect(ms).toBeGreaterThan(3 * TIMEOUT_MS);
  });

  it('discards no body for ever once its request is answered', async () => {
    await serve((request, response) => {
      allowSlowBody(request);
      request.resume();
      response.end('no');
    });

    const { text, sent } = await trickle(Infinity);

    expect(text).toContain('200 OK');
    expect(text).not.toContain('408');
    expect(sent).toBeLessThan(1000);
  });

  it('ends a request that was asked to continue and does not', async () => {
    server = createServer({ connectionsCheckingInterval: CHECKING_INTERVAL_MS });
    server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => { response.writeContinue(); answering(true)(request, response); });
    await listen();

    const { text } = await trickle(3, POST.replace('host: x', 'host: x\r\nexpect: 100-continue'));

    expect(text).toMatch(/100 Continue[^]*408 Request Timeout/);
  });

  it('leaves the answer to who handles errors of clients', async () => {
    await serve(answering(false));
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => { socket.end(`HTTP/1.1 408 ${String(error.code)}\r\n\r\n`); });

    expect((await trickle(3)).text).toContain('408 ERR_HTTP_REQUEST_TIMEOUT');
  });

  it('has nothing to do with a request that is whole', async () => {
    await serve((request, response) => {
      request.resume();
      setTimeout(() => response.setHeader('Connection', 'close').end('late'), 2 * TIMEOUT_MS);
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    let text = '';
    socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc');
    await new Promise<void>((closed) => { socket.once('close', () => { closed(); }); });

    expect(text).toContain('late');
  });
});
