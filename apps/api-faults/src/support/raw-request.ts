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

/** Sends the bytes and destroys the connection after `afterMs`, whatever has come by then. */
export async function abandon(port: number, bytes: Buffer, afterMs: number): Promise<void> {
  const socket = await connectTo(port);
  socket.resume();
  socket.write(bytes);
  await pause(afterMs);
  socket.destroy();
}
