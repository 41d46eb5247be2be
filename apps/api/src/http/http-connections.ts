import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client may take to read anything of a response; nginx allows the same. */
const STALLED_MS = 60_000;
/** How long a request whose headers are on their way may take to arrive once the server closes. */
const ARRIVAL_MS = 1000;

/** The open connections of a server: ends those that make no progress, and all of them when the server closes. */
export class HttpConnections {
  private readonly responses = new Map<Socket, Set<ServerResponse>>();
  private closing = false;

  constructor(
    private readonly server: Server,
    stalledMs = STALLED_MS,
  ) {
    // Node emits `timeout` when nothing was read or written for so long; a response of which some bytes were sent meanwhile counts as written.
    server.timeout = stalledMs;
    server.on('timeout', (socket: Socket) => { this.destroyStalled(socket); });
    server.on('connection', (socket: Socket) => { this.add(socket); });
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => { this.begin(request.socket, response); });
  }

  /** Accepts no more connections and resolves when none is open. Responses may be sent to their end within `graceMs`; idle connections are closed at once, unfinished headers after a second. */
  async close(graceMs: number): Promise<void> {
    this.closing = true;
    for (const responses of this.responses.values()) for (const response of responses) endAfter(response);
    const closed = new Promise<void>((resolve) => { this.server.close(() => { resolve(); }); });
    const timers = [setTimeout(() => { this.destroyIdle(); }, Math.min(ARRIVAL_MS, graceMs)), setTimeout(() => { this.destroyAll(); }, graceMs)];
    await closed;
    for (const timer of timers) clearTimeout(timer);
  }

  private add(socket: Socket): void {
    this.responses.set(socket, new Set());
    socket.once('close', () => { this.responses.delete(socket); });
  }

  private begin(socket: Socket, response: ServerResponse): void {
    const responses = this.responses.get(socket);
    responses?.add(response);
    if (this.closing) endAfter(response);
    response.once('close', () => {
      responses?.delete(response);
      if (this.closing && responses?.size === 0) socket.destroySoon();
    });
  }

  /** A response that the server is still working on has nothing to send, and is left alone. */
  private destroyStalled(socket: Socket): void {
    if (this.isIdle(socket) || socket.writableLength > 0) socket.destroy();
  }

  private destroyIdle(): void {
    for (const socket of this.responses.keys()) if (this.isIdle(socket)) socket.destroy();
  }

  private destroyAll(): void {
    for (const socket of this.responses.keys()) socket.destroy();
  }

  private isIdle(socket: Socket): boolean {
    return (this.responses.get(socket)?.size ?? 0) === 0;
  }
}

/** Tells the client to send its next request on another connection. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
