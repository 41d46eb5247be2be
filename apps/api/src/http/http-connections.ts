import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onEveryRequest } from './on-every-request';

/** How long a client may take none of the bytes that wait for it. The system takes them in steps of up to a megabyte, so less would cut slow lines off. */
const STALLED_MS = 120_000;
const CHECKS_PER_LIMIT = 6;
/** How long a request whose headers are on their way may take to arrive once the server closes. */
const ARRIVAL_MS = 1000;

interface Connection {
  /** Those that are not sent to their end. */
  readonly responses: Set<ServerResponse>;
  /** What was sent at the last check, and since when it is the same. */
  sent: string;
  since: number;
}

/** The open connections of a server: ends those whose clients do not read, and all of them when the server closes. */
export class HttpConnections {
  private readonly open = new Map<Socket, Connection>();
  private readonly checks: NodeJS.Timeout;
  private closing = false;

  constructor(
    private readonly server: Server,
    private readonly stalledMs = STALLED_MS,
  ) {
    server.on('connection', (socket: Socket) => { this.add(socket); });
    onEveryRequest(server, (request, response) => { this.begin(request.socket, response); });
    this.checks = setInterval(() => { this.destroyStalled(performance.now()); }, stalledMs / CHECKS_PER_LIMIT).unref();
  }

  /** Closes each connection with its next response, so that clients and proxies go elsewhere. */
  beginClosing(): void {
    this.closing = true;
    for (const { responses } of this.open.values()) for (const response of responses) endAfter(response);
  }

  /** Accepts no more connections and resolves when none is open. Responses may be sent to their end within `graceMs`; idle connections are closed at once, unfinished headers after a second. */
  async close(graceMs: number): Promise<void> {
    this.beginClosing();
    const closed = new Promise<void>((resolve) => { this.server.close(() => { resolve(); }); });
    const timers = [setTimeout(() => { this.destroyIdle(); }, Math.min(ARRIVAL_MS, graceMs)), setTimeout(() => { this.destroyAll(); }, graceMs)];
    await closed;
    for (const timer of [...timers, this.checks]) clearTimeout(timer);
  }

  private add(socket: Socket): void {
    this.open.set(socket, { responses: new Set(), sent: '', since: performance.now() });
    socket.once('close', () => { this.open.delete(socket); });
  }

  private begin(socket: Socket, response: ServerResponse): void {
    const responses = this.open.get(socket)?.responses;
    responses?.add(response);
    if (this.closing) endAfter(response);
    response.once('close', () => {
      responses?.delete(response);
      if (this.closing && responses?.size === 0) socket.destroySoon();
    });
  }

  private destroyStalled(now: number): void {
    for (const [socket, connection] of this.open) {
      const sent = sentBy(socket);
      if (socket.writableLength === 0 || sent !== connection.sent) Object.assign(connection, { sent, since: now });
      else if (now - connection.since >= this.stalledMs) socket.destroy();
    }
  }

  private destroyIdle(): void {
    for (const [socket, { responses }] of this.open) if (responses.size === 0) socket.destroy();
  }

  private destroyAll(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }
}

/** Another text once the system has taken more of what was written, also in the middle of a large write, for which Node's own socket timeout goes by `writeQueueSize`, too. */
function sentBy(socket: Socket): string {
  const { _handle: handle } = socket as Socket & { readonly _handle?: { readonly writeQueueSize?: number } | null };
  return `${String(socket.bytesWritten - socket.writableLength)} ${String(handle?.writeQueueSize)}`;
}

/** Asks the client to send its next request on another connection. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
