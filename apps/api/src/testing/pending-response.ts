import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import type { Response } from 'express';

/** A server with one client, whose request was not answered yet. */
export interface PendingResponse {
  readonly response: Response;
  /** The client's socket. */
  readonly client: Socket;
  /** What the client has received. */
  readonly text: () => string;
}

const servers = new Set<Server>();

/** Its server is closed after the test. */
export async function pendingResponse(): Promise<PendingResponse> {
  let text = '';
  const server = createServer();
  servers.add(server);
  const requested = new Promise<ServerResponse>((resolve) => { server.on('request', (_request, response: ServerResponse) => { resolve(response); }); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('data', (chunk) => { text += chunk.toString('latin1'); }).on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  return { response: (await requested) as Response, client, text: () => text };
}

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
});

export async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((next) => setTimeout(next, 10));
}
