import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TestApp } from '../testing/test-app';
import { PER_ADDRESS_MAX } from './address-limits';

const LIVE = '/api/health/live';

describe('an address', () => {
  let app: TestApp;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await app.stop();
  });

  /** Connections from an address of this machine, once the server has said which it keeps. */
  async function open(count: number, localAddress: string): Promise<Socket[]> {
    const port = Number(new URL(app.url).port);
    const opened = await Promise.all(Array.from({ length: count }, () => new Promise<Socket>((settled) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress }, () => socket.write(`GET ${LIVE} HTTP/1.1\r\nHost: x\r\n\r\n`));
      socket.once('data', () => { settled(socket); }).once('close', () => { settled(socket); }).on('error', () => undefined);
    })));
    sockets.push(...opened);
    return opened.filter((socket) => !socket.destroyed);
  }

  it('has some of the connections, and others have theirs', async () => {
    app = await TestApp.start();

    expect(await open(PER_ADDRESS_MAX + 20, '127.0.0.2')).toHaveLength(PER_ADDRESS_MAX);
    expect(await open(3, '127.0.0.3')).toHaveLength(3);
  });

  it('has them again when it has closed some', async () => {
    app = await TestApp.start();
    const first = await open(PER_ADDRESS_MAX, '127.0.0.2');
    await Promise.all(first.slice(0, 5).map((socket) => new Promise((closed) => socket.once('close', closed).destroy())));

    let again: Socket[] = [];
    while (again.length === 0) again = await open(1, '127.0.0.2'); // The server hears of it a moment later.
    expect(again).toHaveLength(1);
  });

  it.each(['loopback', '127.0.0.2', '1'])('of a trusted proxy has as many as it needs: %s', async (proxies) => {
    app = await TestApp.start({ TRUST_PROXY: proxies });

    expect(await open(PER_ADDRESS_MAX + 20, '127.0.0.2')).toHaveLength(PER_ADDRESS_MAX + 20);
  });

  it('behind a trusted proxy has so many requests under way, and others have theirs', async () => {
    app = await TestApp.start({ TRUST_PROXY: 'loopback' });
    const alice = await app.register();
    const gone = new AbortController();
    const waiting = Array.from({ length: PER_ADDRESS_MAX }, () => {
      // A body that does not come.
      const body = new ReadableStream<Uint8Array>({ start: (sender) => { sender.enqueue(Buffer.from('{')); } });
      const headers = { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.5' };
      return fetch(`${app.url}/api/ai/conversations`, { method: 'POST', body, duplex: 'half', signal: gone.signal, headers } as RequestInit).catch(() => undefined);
    });
    const from = (address: string) => app.as(null).get(LIVE, { 'x-forwarded-for': address });
    while ((await from('203.0.113.5')).status !== 429) await new Promise((later) => setTimeout(later, 20));

    expect((await from('203.0.113.6')).status).toBe(200);
    gone.abort();
    await Promise.all(waiting);
    while ((await from('203.0.113.5')).status !== 200) await new Promise((later) => setTimeout(later, 20));
  });
});
