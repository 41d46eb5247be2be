import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onEveryRequest } from './on-every-request';

/** How long the whole of a request may take to arrive; of one that may be slow, how long nothing of it may. */
const TIMEOUT_MS = 30_000;
/** Of one that may be slow, what must have arrived on average once it has taken so long: 16 kbit/s, as the slowest of lines carry. */
const SLOW_BYTES_PER_SECOND = 2000;
const AVERAGE_AFTER_MS = 5 * 60_000;
const CHECKING_INTERVAL_MS = 2_000;
/** As Node names it for the requests it ends itself. */
const TIMEOUT_CODE = 'ERR_HTTP_REQUEST_TIMEOUT';

const slow = new WeakSet<IncomingMessage>();

/** From now on the body of this request may take as long as bytes of it arrive, at a lowest rate or more, until it is answered. */
export function allowSlowBody(request: IncomingMessage): void {
  slow.add(request);
}

interface Arriving {
  readonly response: ServerResponse;
  /** Read from its connection when it began, and when that was. */
  readonly bytesBefore: number;
  readonly began: number;
  /** The same when it was last seen to go on. */
  bytes: number;
  since: number;
}

export interface DeadlineOptions {
  readonly timeoutMs?: number;
  readonly averageAfterMs?: number;
  readonly checkingIntervalMs?: number;
}

/** Ends requests whose bodies do not arrive, in place of Node's `requestTimeout`, which allows one total time for all. */
export class RequestDeadlines {
  private readonly arriving = new Map<IncomingMessage, Arriving>();
  private readonly timeoutMs: number;
  private readonly averageAfterMs: number;

  constructor(
    private readonly server: Server,
    { timeoutMs = TIMEOUT_MS, averageAfterMs = AVERAGE_AFTER_MS, checkingIntervalMs = CHECKING_INTERVAL_MS }: DeadlineOptions = {},
  ) {
    this.timeoutMs = timeoutMs;
    this.averageAfterMs = averageAfterMs;
    server.requestTimeout = 0;
    onEveryRequest(server, (request, response) => { this.add(request, response); });
    const checks = setInterval(() => { this.check(performance.now()); }, checkingIntervalMs).unref();
    server.once('close', () => { clearInterval(checks); });
  }

  private add(request: IncomingMessage, response: ServerResponse): void {
    if (request.complete) return;
    const [bytes, now] = [request.socket.bytesRead, performance.now()];
    this.arriving.set(request, { response, bytesBefore: bytes, began: now, bytes, since: now });
    const remove = () => { this.arriving.delete(request); };
    request.once('end', remove);
    request.socket.once('close', remove);
    response.once('close', () => { request.socket.off('close', remove); });
  }

  private check(now: number): void {
    for (const [request, arriving] of this.arriving) {
      if (request.complete || request.socket.writableEnded) this.arriving.delete(request);
      else if (this.goesOn(request, arriving, now)) Object.assign(arriving, { bytes: request.socket.bytesRead, since: now });
      else if (now - arriving.since >= this.timeoutMs) this.end(request, arriving.response);
    }
  }

  private goesOn(request: IncomingMessage, { response, bytes, bytesBefore, began }: Arriving, now: number): boolean {
    const { bytesRead } = request.socket;
    if (bytesRead === bytes || !slow.has(request) || response.writableEnded) return false;
    const elapsed = now - began;
    return elapsed < this.averageAfterMs || bytesRead - bytesBefore >= (SLOW_BYTES_PER_SECOND * elapsed) / 1000;
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
