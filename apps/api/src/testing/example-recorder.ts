import { describeApi } from '../openapi';
import { EventReader } from './event-reader';
import { StableAnswers } from './stable-answer';
import type { TestApp } from './test-app';

export interface Recorded {
  request?: unknown;
  response?: unknown;
}

export interface Call {
  readonly token?: string;
  readonly cookie?: string;
  /** For the names in braces. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** An object goes as JSON, bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Documented {
  readonly method: string;
  readonly path: string;
  readonly statuses: Readonly<Record<string, { headers?: object }>>;
}

/** Headers that are documented wherever they are sent. */
const NAMED = ['location', 'etag', 'accept-ranges', 'content-range', 'content-disposition', 'set-cookie', 'clear-site-data', 'retry-after', 'www-authenticate', 'ratelimit', 'ratelimit-policy'];

/** Calls operations by their ids, and keeps what was sent and answered as their example. */
export class ExampleRecorder {
  readonly examples: Record<string, Recorded> = {};
  /** Statuses and headers that were answered and are not in the document, by operation. */
  readonly undocumented: string[] = [];
  private readonly stable = new StableAnswers();
  private readonly operations: ReadonlyMap<string, Documented>;

  constructor(private readonly app: TestApp) {
    const paths = describeApi(app.nest).paths as Record<string, Record<string, { operationId: string; responses: Documented['statuses'] }>>;
    const all = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, responses }]) => [operationId, { method: method.toUpperCase(), path, statuses: responses }] as const));
    this.operations = new Map(all);
  }

  get ids(): string[] {
    return [...this.operations.keys()];
  }

  /** The answer's body, which must be that of a success. */
  async call<T = never>(id: string, call: Call = {}): Promise<T> {
    const response = await this.send(id, call);
    if (!response.ok) throw new Error(`${id} was answered ${String(response.status)}: ${await response.text()}`);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const body = isJson ? ((await response.json()) as T) : ((await response.arrayBuffer()) as T);
    this.keep(id, call.body, isJson ? body : undefined);
    return body;
  }

  /** Keeps the first event of that name, as `shape` writes it. */
  async watch(id: string, name: string, call: Call, shape: (event: { event: string | undefined; data: unknown }) => unknown): Promise<void> {
    const reader = new EventReader(await this.send(id, call));
    const event = (await reader.until(name)).at(-1);
    await reader.leave();
    this.keep(id, undefined, event && shape(event));
  }

  private keep(id: string, body: unknown, answer: unknown): void {
    const example: Recorded = {};
    if (body !== undefined && !Buffer.isBuffer(body)) example.request = this.stable.of(body);
    if (answer !== undefined) example.response = this.stable.of(answer);
    this.examples[id] ??= example;
  }

  private async send(id: string, { token, cookie, params = {}, query = '', body, headers = {} }: Call): Promise<Response> {
    const operation = this.operations.get(id);
    if (!operation) throw new Error(`there is no operation ${id}`);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const sent = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(cookie === undefined ? {} : { cookie }), 'content-type': 'application/json', 'user-agent': 'Firefox on Linux', ...headers };
    const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body);
    const response = await fetch(`${this.app.url}${path}${query}`, { method: operation.method, headers: sent, ...(body === undefined ? {} : { body: bytes }) });
    this.compare(id, operation, response);
    return response;
  }

  private compare(id: string, { statuses }: Documented, { status, headers }: Response): void {
    const documented = statuses[String(status)];
    if (!documented) this.undocumented.push(`${id} ${String(status)}`);
    const known = Object.keys(documented?.headers ?? {}).map((name) => name.toLowerCase());
    for (const name of NAMED) if (headers.has(name) && !known.includes(name)) this.undocumented.push(`${id} ${String(status)} ${name}`);
  }
}
