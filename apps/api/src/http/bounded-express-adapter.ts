import { createServer } from 'node:http';
import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { AddressLimits } from './address-limits';
import { HttpConnections } from './http-connections';
import { HttpEntrance } from './http-entrance';
import { memoryFolder } from './memory-files';
import { RequestDeadlines } from './request-deadlines';
import { sendJson } from './send-json';
import { sendMemoryFile } from './send-memory-file';

/** Room for the longest prompt in a query, where a character takes up to nine bytes. */
const HEADER_BYTES_MAX = 64 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
/** How late it may be noticed; Node looks every 30 s by default. */
const CHECKING_INTERVAL_MS = 2_000;
/** Longer than a proxy in front keeps its idle connections (60 s as a rule), so that the proxy closes first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const CONNECTIONS_MAX = 2000;
/** Time to send the last responses when the work took the whole grace period. */
const LAST_RESPONSES_MS = 2000;

/** Express with limits: on headers, on connections, on what a slow client may hold, and on the time to close. */
export class BoundedExpressAdapter extends ExpressAdapter {
  private connections: HttpConnections | undefined;
  private closingSince = 0;
  /** Express makes this of the setting `trust proxy`. */
  readonly limits = new AddressLimits((address) => (this.getInstance<Express>().get('trust proxy fn') as (address: string, hop: number) => boolean)(address, 0));

  constructor(private readonly graceMs: number) {
    super(strictExpress());
  }

  override initHttpServer(): void {
    // Node's own answer to a missing Host header has no body.
    const server = createServer({ maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: CHECKING_INTERVAL_MS, requireHostHeader: false });
    server.on('connection', this.limits.admit);
    new HttpEntrance(server, this.getInstance<Express>());
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
    server.maxConnections = CONNECTIONS_MAX;
    new RequestDeadlines(server);
    this.connections = new HttpConnections(server);
    this.httpServer = server;
  }

  /** Nest serves the files of `/api/docs` by this. `express.static` leaves a file open when a response is abandoned that waits behind another one on its connection. */
  override useStaticAssets(folder: string, { prefix = '/' }: { prefix?: string }): this {
    const find = memoryFolder(folder);
    this.use(prefix, (request: Request, response: Response, next: NextFunction) => {
      const file = request.method === 'GET' || request.method === 'HEAD' ? find(request.path.slice(1)) : undefined;
      if (file) sendMemoryFile(request, response, file);
      else next();
    });
    return this;
  }

  /** Nest calls this with what a handler returned. */
  override reply(response: Response, body: unknown, status?: number): unknown {
    if (typeof body !== 'object' || body === null || body instanceof StreamableFile || body instanceof Error) return super.reply(response, body, status);
    if (status !== undefined) response.status(status);
    return sendJson(response, body);
  }

  /** Nest calls this first of all when the process is asked to stop. */
  override beforeClose(): void {
    super.beforeClose();
    this.closingSince = performance.now();
    this.connections?.beginClosing();
  }

  /** Nest calls this when the work has ended; what is left of the grace period is for responses on their way. */
  override async close(): Promise<void> {
    const left = this.graceMs - (performance.now() - this.closingSince);
    await this.connections?.close(Math.max(left, LAST_RESPONSES_MS));
  }
}

/** Express reads how to route when its first middleware makes the router, and Nest's adapter adds one. */
function strictExpress(): Express {
  const server = express();
  server.enable('case sensitive routing');
  server.enable('strict routing');
  return server;
}
