import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on one connection; each takes a few kilobytes. */
export const WAITING_MAX = 128;
/** And on all of them. Beyond it, a connection may still have a few. */
const ALL_WAITING_MAX = 2048;
const FEW_WAITING = 4;

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** What Node's HTTP server keeps on a socket to stop reading from it. */
type PausableSocket = Socket & { _paused?: boolean; readonly parser?: { resume(): void } | null };

/**
 * Passes on the requests of each connection one after the other: the next one when the response before it has been handed
 * to the system. Node emits all that a client has pipelined at once, and every response would be in memory until the
 * client reads those before it. While requests wait, nothing more is read from their connection.
 */
export class PipelinedRequests {
  private readonly queues = new WeakMap<Socket, RequestQueue>();
  /** On all connections. */
  private waiting = 0;

  constructor(private readonly answer: RequestListener) {}

  /** For the server's `request` event. */
  readonly add = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    const queue = this.queueOf(socket);
    if (queue.length >= (this.waiting < ALL_WAITING_MAX ? WAITING_MAX : FEW_WAITING)) socket.destroy();
    else queue.add({ request, response });
  };

  /** Whether the server itself has stopped reading from the connection, so that its client cannot be late. */
  isHeld(socket: Socket): boolean {
    return (this.queues.get(socket)?.length ?? 0) > 0;
  }

  /**
   * For bytes that could not be read as a request, or that did not arrive in time: writes `message` after the responses
   * before it, and closes the connection. Writes nothing when the response to the very request they belong to has begun, or
   * was sent before the whole of the request had come.
   */
  closeWith(socket: Socket, message: Buffer): void {
    this.queueOf(socket).closeWith(message);
  }

  /** For a socket whose `drain` Node does not pass on to the response any more. */
  drain(socket: Socket): void {
    this.queues.get(socket)?.drain();
  }

  private queueOf(socket: Socket): RequestQueue {
    const queue = this.queues.get(socket) ?? new RequestQueue(socket, this.answer, (change) => { this.waiting += change; });
    this.queues.set(socket, queue);
    return queue;
  }
}

/** The requests of one connection. */
class RequestQueue {
  private current: Exchange | null = null;
  /** The last one whose response was sent; more of its body may be on the way. */
  private answered: IncomingMessage | null = null;
  private readonly waiting: Exchange[] = [];
  private lastMessage: Buffer | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly answer: RequestListener,
    private readonly count: (change: number) => void,
  ) {
    socket.once('close', () => { this.count(-this.waiting.splice(0).length); });
  }

  /** How many wait behind the one that is being answered. */
  get length(): number {
    return this.waiting.length;
  }

  add(exchange: Exchange): void {
    if (this.current === null) {
      this.begin(exchange);
      return;
    }
    this.waiting.push(exchange);
    this.count(1);
    stopReading(this.socket);
  }

  closeWith(message: Buffer): void {
    if (this.waiting.at(-1)?.request.complete === false) this.take('last');
    if (this.length > 0 || this.current?.request.complete === true) {
      this.lastMessage = message;
      stopReading(this.socket);
    } else {
      if (!this.hasAnswer()) this.socket.write(message);
      this.socket.destroySoon();
    }
  }

  drain(): void {
    this.current?.response.emit('drain');
  }

  /** Whether the request that is being read has its response, or the beginning of one. */
  private hasAnswer(): boolean {
    return this.current ? this.current.response.headersSent : this.answered?.complete === false;
  }

  private begin(exchange: Exchange): void {
    this.current = exchange;
    exchange.response.once('close', () => {
      this.answered = exchange.request;
      this.end();
    });
    this.answer(exchange.request, exchange.response);
  }

  private end(): void {
    this.current = null;
    if (this.socket.destroyed || this.socket.writableEnded) return;
    const next = this.take('first');
    if (this.length === 0 && this.lastMessage === null) readOn(this.socket);
    if (next) this.begin(next);
    else if (this.lastMessage !== null) this.closeWith(this.lastMessage);
  }

  private take(which: 'first' | 'last'): Exchange | undefined {
    const taken = which === 'first' ? this.waiting.shift() : this.waiting.pop();
    if (taken) this.count(-1);
    return taken;
  }
}

/** As Node does it when a client does not read; `resume` is what Node calls when the client has read some of a response. */
function stopReading(socket: PausableSocket): void {
  const hold = () => {
    socket._paused = true;
    return socket;
  };
  socket.resume = hold;
  hold().pause();
}

function readOn(socket: PausableSocket): void {
  if (!Object.hasOwn(socket, 'resume')) return;
  Reflect.deleteProperty(socket, 'resume');
  socket._paused = false;
  socket.parser?.resume();
  socket.resume();
}
