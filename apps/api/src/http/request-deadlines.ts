import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onEveryRequest } from './on-every-request';

/** How long the whole of a request may take to arrive; of one that may be slow, how long nothing of it may. */
const TIMEOUT_MS = 30_000;
const CHECKING_INTERVAL_MS = 2_000;
/** As Node names it for the requests it ends itself. */
const TIMEOUT_CODE = 'ERR_HTTP_REQUEST_TIMEOUT';

const slow = new WeakSet<IncomingMessage>();

/** From now on the body of this request may take as long as bytes of it arrive, until it is answered. */
export function allowSlowBody(request: IncomingMessage): void {
  slow.add(request);
}

interface Arriving {
  readonly response: ServerResponse;
  /** Read from its connection when it was last seen to go on. */
  bytes: number;
  since: number;
}

/** Ends requests whose bodies do not arrive, in place of Node's `requestTimeout`, which allows one total time for all. */
export class RequestDeadlines {
  private readonly arriving = new Map<IncomingMessage, Arriving>();

  constructor(
    private readonly server: Server,
    private readonly timeoutMs = TIMEOUT_MS,
    checkingIntervalMs = CHECKING_INTERVAL_MS,
  ) {
    server.requestTimeout = 0;
    onEveryRequest(server, (request, response) => { this.add(request, response); });
    const checks = setInterval(() => { this.check(performance.now()); }, checkingIntervalMs).unref();
    server.once('close', () => { clearInterval(checks); });
  }

  private add(request: IncomingMessage, response: ServerResponse): void {
    if (request.complete) return;
    this.arriving.set(request, { response, bytes: request.socket.bytesRead, since: performance.now() });
    const remove = () => { this.arriving.delete(request); };
    request.once('end', remove);
    request.socket.once('close', remove);
    response.once('close', () => { request.socket.off('close', remove); });
  }

  private check(now: number): void {
    for (const [request, arriving] of this.arriving) {
      const { bytesRead } = request.socket;
      if (request.complete || request.socket.writableEnded) this.arriving.delete(request);
      else if (bytesRead !== arriving.bytes && slow.has(request) && !arriving.response.writableEnded) Object.assign(arriving, { bytes: bytesRead, since: now });
      else if (now - arriving.since >= this.timeoutMs) this.end(request, arriving.response);
    }
  }

  /** A listener that leaves the connection open is asked again. */
  private end({ socket }: IncomingMessage, response: ServerResponse): void {
    const error = Object.assign(new Error('Request timeout'), { code: TIMEOUT_CODE });
    if (this.server.emit('clientError', error, socket)) return;
    if (!response.headersSent) refuse(socket);
    socket.destroySoon();
  }
}

function refuse(socket: Socket): void {
  if (socket.writable) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
