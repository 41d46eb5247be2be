import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface Outgoing {
  readonly method: string;
  /** Sent as it stands: nothing folds `..` away or encodes anything. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a string or bytes as they are. */
  readonly body?: unknown;
  /** What came until then is the answer, ended or not. */
  readonly enoughAfterMs?: number | undefined;
}

export class Answer {
  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** The media type without its parameters. */
  get type(): string {
    return (this.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  }

  json<T>(): T {
    return JSON.parse(this.text) as T;
  }

  /** Everything the caller was told, for searching. */
  get everything(): Buffer {
    return Buffer.concat([Buffer.from(`${String(this.status)}\n${JSON.stringify(this.headers)}\n`), this.bytes]);
  }
}

/** One request on a connection of its own. */
export function exchange(base: string, { method, path, headers = {}, body, enoughAfterMs }: Outgoing): Promise<Answer> {
  const { hostname, port } = new URL(base);
  const bytes = bytesOf(body);
  const typed = bytes && !('content-type' in headers) ? { 'content-type': 'application/json' } : {};
  const length = bytes ? { 'content-length': String(bytes.byteLength) } : {};
  return new Promise((done, failed) => {
    const outgoing = request({ hostname, port, method, path, agent: false, headers: { ...typed, ...length, ...headers } }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      const answer = () => { done(new Answer(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(parts))); };
      incoming.on('end', answer);
      if (enoughAfterMs !== undefined) setTimeout(() => { answer(); incoming.destroy(); }, enoughAfterMs);
      incoming.on('error', failed);
    });
    outgoing.on('error', failed);
    outgoing.end(bytes);
  });
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

const PATIENCE_MS = 25_000;

/** What the server says to these very bytes, for requests that no client would write. */
export function speak(port: number, bytes: string | Buffer): Promise<Buffer> {
  return new Promise((done, failed) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(PATIENCE_MS, () => { socket.destroy(new Error(`no answer to ${JSON.stringify(bytes.toString('latin1').slice(0, 120))}`)); });
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('error', failed);
    socket.on('close', () => { done(Buffer.concat(parts)); });
  });
}

/** A request whose first line is written by hand; `target` is bytes in latin1. */
export async function ask(port: number, method: string, target: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const lines = Object.entries({ Host: `localhost:${String(port)}`, Connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return parse(await speak(port, Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')));
}

export function parse(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n');
  const [first = '', ...lines] = bytes.subarray(0, end === -1 ? bytes.length : end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const body = end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 4);
  return new Answer(Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1] ?? 0), headers, headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body);
}

function unchunked(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n');
  const length = parseInt(bytes.subarray(0, Math.max(end, 0)).toString('latin1'), 16);
  if (!(length > 0)) return Buffer.alloc(0);
  return Buffer.concat([bytes.subarray(end + 2, end + 2 + length), unchunked(bytes.subarray(end + 4 + length))]);
}
