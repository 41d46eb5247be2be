import { createServer } from 'node:http';

/** The least a server can do: one constant answer of the given size. What the ratios are measured against. */
const body = Buffer.alloc(Number(process.argv[3] ?? 1000), 97);
createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length }).end(body)).listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
