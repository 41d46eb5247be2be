import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A server with one client, whose request was not answered yet. */
export interface PendingResponse {
  readonly server: Server;
  readonly response: ServerResponse;
  /** The client's socket. */
  readonly client: Socket;
  /** What the client has received. */
  readonly text: () => string;
}

export async function pendingResponse(): Promise<PendingResponse> {
  let text = '';
  const server = createServer();
  const requested = new Promise<ServerResponse>((resolve) => { server.on('request', (_request, response: ServerResponse) => { resolve(response); }); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('data', (chunk) => { text += chunk.toString('latin1'); }).on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return { server, response: await requested, client, text: () => text };
}

export async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((next) => setTimeout(next, 10));
}
