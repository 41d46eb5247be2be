import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, request as sendRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** Node's own, in a process of its own: it is behind a flag. It writes each event, and when it will not come back. */
const CLIENT = `
const source = new EventSource(process.argv[1]);
const write = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
for (const name of process.argv.slice(2)) source.addEventListener(name, ({ lastEventId, data }) => write({ name, id: lastEventId, data: JSON.parse(data) }));
setInterval(() => undefined, 1000); // Its own timer does not keep the process.
source.onerror = () => { if (source.readyState === EventSource.CLOSED) write(null); };
`;

export interface SourceEvent {
  readonly name: string;
  readonly id: string;
  readonly data: unknown;
}

/** A standard `EventSource` behind a proxy, which adds what it cannot send, lets it come back soon, and cuts its connections. */
export class TestEventSource {
  readonly events: SourceEvent[] = [];
  /** Status of each answer it got, and the id it came with. */
  readonly answers: { status: number; lastEventId: string | undefined }[] = [];
  closed = false;
  private readonly open = new Set<ServerResponse>();

  private constructor(
    private readonly proxy: Server,
    private readonly client: ChildProcess,
  ) {}

  static async start(url: string, headers: Readonly<Record<string, string>>, names: readonly string[]): Promise<TestEventSource> {
    const proxy = createServer();
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const { port } = proxy.address() as AddressInfo;
    const client = spawn(process.execPath, ['--experimental-eventsource', '--no-warnings', '-e', CLIENT, `http://127.0.0.1:${String(port)}/`, ...names], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
    const source = new TestEventSource(proxy, client);
    proxy.on('request', (request, response) => { source.pass(url, { ...request.headers, ...headers }, response); });
    createInterface(client.stdout).on('line', (line) => { source.read(JSON.parse(line) as SourceEvent | null); });
    return source;
  }

  /** As a proxy that has waited long enough. Node's `EventSource`, unlike a browser's, does not come back after a broken connection. */
  cut(): void {
    for (const response of this.open) response.end();
  }

  async stop(): Promise<void> {
    const ended = new Promise((end) => this.client.once('exit', end));
    this.client.kill('SIGKILL');
    this.cut();
    this.proxy.close();
    await ended;
  }

  private read(event: SourceEvent | null): void {
    if (event) this.events.push(event);
    else this.closed = true;
  }

  private pass(url: string, headers: Record<string, string | string[] | undefined>, response: ServerResponse): void {
    this.open.add(response);
    const request = sendRequest(url, { headers }, (answer) => {
      this.answers.push({ status: answer.statusCode ?? 0, lastEventId: headers['last-event-id'] as string | undefined });
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (answer.statusCode === 200) response.write('retry: 20\n\n');
      answer.pipe(response);
    });
    request.on('error', () => response.destroy());
    request.end();
    response.once('close', () => {
      this.open.delete(response);
      request.destroy();
    });
  }
}
