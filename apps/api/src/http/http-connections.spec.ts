import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpConnections } from './http-connections';

const STALLED_MS = 400;
/** More than the buffers of both ends take. */
const LARGE = Buffer.alloc(19 * 1024 * 1024, 'x');
const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

interface Client {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  /** Bytes read so far. */
  readonly read: () => number;
  readonly text: () => string;
}

describe('HttpConnections', () => {
  let server: Server;
  let connections: HttpConnections;
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function serve(listener: RequestListener, stalledMs = STALLED_MS): Promise<void> {
    server = createServer(listener);
    connections = new HttpConnections(server, stalledMs);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  }

  /** Reads everything, unless it is paused. */
  async function open(request: string, paused = false): Promise<Client> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    const closed = new Promise<void>((resolve) => { socket.once('close', () => { resolve(); }); });
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
    if (paused) socket.pause();
    await new Promise<void>((connected) => { socket.once('connect', connected); });
    socket.write(request);
    return { socket, closed, read: () => text.length, text: () => text };
  }

  /** How many connections the server has open. */
  const count = () => new Promise<number>((resolve, reject) => { server.getConnections((error, open) => { if (error) reject(error); else resolve(open); }); });
  const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
  async function countBecomes(expected: number): Promise<void> {
    while ((await count()) !== expected) await pause(10);
  }

  describe('while serving', () => {
    it.each<[string, RequestListener]>([
      ['one buffer', (_request, response) => response.end(LARGE)],
      ['events', (_request, response) => {
        const timer = setInterval(() => response.write(LARGE.subarray(0, 1_000_000)), 5);
        response.once('close', () => { clearInterval(timer); });
      }],
    ])('destroys a connection whose client reads nothing of a response sent as %s', async (_form, listener) => {
      await serve(listener);
      await open(GET, true);
      await countBecomes(1);

      await countBecomes(0);
    });

    it('destroys a connection whose client reads nothing, though it sends something', async () => {
      await serve((_request, response) => response.end(LARGE));
      const { socket, closed } = await open(GET, true);
      const sending = setInterval(() => socket.write('\r\n'), STALLED_MS / 8);

      await countBecomes(0);

      clearInterval(sending);
      socket.resume();
      await closed;
    });

    it('sends a large response to a slow client that reads on, for longer than a client may stall', async () => {
      // The system takes bytes in steps of a megabyte: on a busy machine one may take a second.
      const stalledMs = 3000;
      await serve((_request, response) => response.end(LARGE), stalledMs);
      const began = performance.now();
      const client = await open('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      client.socket.on('data', () => {
        client.socket.pause();
        setTimeout(() => { client.socket.resume(); }, 15);
      });

      await client.closed;

      expect(client.read()).toBeGreaterThan(LARGE.byteLength);
      expect(performance.now() - began).toBeGreaterThan(stalledMs);
    });

    it('waits for a response that takes long to begin, however silent the connection is', async () => {
      await serve((_request, response) => { setTimeout(() => response.end('late'), 4 * STALLED_MS); });
      const client = await open(GET);

      while (!client.text().endsWith('late')) await pause(10);

      expect(client.text()).toContain('200 OK');
    });

    it('destroys a connection that stalls after a response that took long to begin', async () => {
      await serve((_request, response) => { setTimeout(() => response.end(LARGE), 2 * STALLED_MS); });
      await open(GET, true);
      await pause(3 * STALLED_MS);

      await countBecomes(0);
    });
  });

  describe('closing', () => {
    /** Closes, and resolves to how long it took, in ms. */
    async function close(graceMs: number): Promise<number> {
      const began = performance.now();
      await connections.close(graceMs);
      return performance.now() - began;
    }

    it('closes idle connections and unfinished headers long before the grace period is over', async () => {
      await serve((_request, response) => response.end('ok'), 60_000);
      const [idle, headers, silent] = [await open(GET), await open('GET / HTTP/1.1\r\nhost: x\r\nx-half: '), await open('')];
      while (!idle.text().endsWith('ok')) await pause(10);
      await countBecomes(3);

      expect(await close(30_000)).toBeLessThan(15_000);
      await Promise.all([idle.closed, headers.closed, silent.closed]);
    });

    it('sends a response to its end and then closes its connection', async () => {
      let finish: () => void = () => undefined;
      await serve((_request, response) => {
        response.write('begun ');
        finish = () => response.end('and ended');
      }, 60_000);
      const client = await open(GET);
      while (!client.text().includes('begun')) await pause(10);

      const closed = close(30_000);
      await pause(1500);
      finish();
      await client.closed;

      expect(client.text()).toContain('and ended');
      expect(await closed).toBeLessThan(15_000);
    });

    it('asks the client to open a new connection after a response that had not begun', async () => {
      let finish: () => void = () => undefined;
      await serve((_request, response) => { finish = () => response.end('late'); }, 60_000);
      const client = await open(GET);
      await countBecomes(1);
      await pause(50);

      const closed = close(30_000);
      finish();
      await Promise.all([closed, client.closed]);

      expect(client.text()).toMatch(/connection: close/i);
      expect(client.text()).toContain('late');
    });

    it('destroys what is still open when the grace period is over', async () => {
      await serve((_request, response) => { response.write('begun'); }, 60_000);
      const clients = await Promise.all([open(GET), open(GET, true), open(GET + GET)]);
      await countBecomes(3);

      expect(await close(300)).toBeGreaterThan(250);
      await Promise.all(clients.map(({ socket, closed }) => (socket.resume(), closed)));
    });

    it('closes a connection with its next response when it begins to close', async () => {
      await serve((_request, response) => response.end('ok'), 60_000);
      const client = await open(GET);
      while (!client.text().endsWith('ok')) await pause(10);
      connections.beginClosing();

      client.socket.write(GET);
      await client.closed;

      expect(client.text().match(/connection: close/gi)).toHaveLength(1);
      expect((await open(GET)).socket.destroyed).toBe(false);
    });

    it('resolves when it never listened', async () => {
      connections = new HttpConnections((server = createServer()), 60_000);

      await expect(connections.close(1000)).resolves.toBeUndefined();
    });
  });
});
