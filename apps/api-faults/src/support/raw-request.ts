import { connect, type Socket } from 'node:net';
import { pause } from './run';

export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** The bytes of a request, as they are sent. */
export function bytesOf({ method = 'GET', path, headers = {}, body }: RawRequest): Buffer {
  const all = { host: 'localhost', ...headers, ...(body ? { 'content-length': String(body.byteLength) } : {}) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body ?? Buffer.alloc(0)]);
}

/** Resolves when it is connected. */
export async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // The test destroys it, or the server does.
  await new Promise((connected) => { socket.once('connect', connected).once('close', connected); });
  return socket;
}

/** How a client leaves: by closing, by a reset, or by closing its own side first. */
export const WAYS = ['close', 'reset', 'half-close'] as const;

export interface Leaving {
  readonly way: (typeof WAYS)[number];
  readonly afterMs: number;
  /** Whether it reads what the server sends while it waits. */
  readonly reads: boolean;
}

/** Sends the bytes and leaves, whatever has come by then. */
export async function abandon(port: number, bytes: Buffer, { way, afterMs, reads }: Leaving): Promise<void> {
  const socket = await connectTo(port);
  if (reads) socket.resume();
  socket.write(bytes);
  if (way === 'half-close') socket.end();
  await pause(afterMs);
  if (way === 'reset') socket.resetAndDestroy();
  else socket.destroy();
}
