import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import { servePortal } from '../http/portal';
import { ProblemException } from '../problems/problem.exception';

const COMPRESS = resolve(import.meta.dirname, '../../../../tools/build/compress.mjs');

export interface PortalAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came, still compressed. */
  readonly body: Buffer;
}

/** Writes these files, by their paths, and compresses them as the build does. */
export function writeBuild(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { status, stderr } = spawnSync(process.execPath, [COMPRESS, folder], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  if (status !== 0) throw new Error(stderr);
}

/** The portal of a folder over HTTP, as the product serves it, with an API of one word behind it. */
export class PortalServer {
  private constructor(
    private readonly server: Server,
    /** Why the portal is not served, or null. */
    readonly error: Error | null,
  ) {}

  static async start(folder: string): Promise<PortalServer> {
    const app = express();
    const error = servePortal(app as unknown as NestExpressApplication, folder);
    app.use('/api', (_request: Request, response: Response) => void response.send('the API'));
    app.use((thrown: unknown, _request: Request, response: Response, _next: NextFunction) => {
      response.status(thrown instanceof ProblemException ? thrown.getStatus() : 500).end();
    });
    const server = createServer(app);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new PortalServer(server, error);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<PortalAnswer> {
    return this.send('GET', path, headers);
  }

  /** On a connection of its own; the path is sent as it stands, and no header is added but `Host`. */
  send(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<PortalAnswer> {
    return new Promise((done, failed) => {
      const outgoing = request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: false }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', failed);
        incoming.on('end', () => { done({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts) }); });
      });
      outgoing.on('error', failed);
      outgoing.end();
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
