import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BUILT = resolve(import.meta.dirname, '../../dist/apps/api/main.js');
/** A machine that does many other things at once may take this long; it is never waited for in vain. */
const START_MS = 60_000;
const PORT_TRIES = 3;
/** Written by the server once it listens. */
const LISTENS = 'Vitrine is at ';

/** Whatever becomes of the test, no server outlives the process that started it. */
const running = new Set<ChildProcess>();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

export interface Place {
  /** Made by the caller; without it one is made, and removed with the server. */
  readonly folder?: string;
  /** A command that is put in front, such as `strace -D …`; it must become the server by `exec`. */
  readonly wrapper?: readonly string[];
}

/** The built product as its own process, on folders of its own. Plain enough for Node to run as it stands. */
export class Server {
  private child: ChildProcess | null = null;
  output = '';
  /** Where the output of the present process begins. */
  private outputStart = 0;
  /** Resolves when the present process has ended. */
  private exited = Promise.resolve();

  readonly port: number;
  readonly folder: string;
  private readonly settings: Record<string, string>;

  private constructor(port: number, folder: string, settings: Record<string, string>) {
    this.port = port;
    this.folder = folder;
    this.settings = settings;
  }

  static async start(settings: Record<string, string> = {}, { folder, wrapper }: Place = {}): Promise<Server> {
    for (let tries = 1; ; tries += 1) {
      const server = await Server.make(settings, folder);
      try {
        await server.run({}, wrapper);
        return server;
      } catch (error) {
        // Between the choice of a port and its use, another process may have taken it.
        if (tries === PORT_TRIES || !server.output.includes(`PORT: ${String(server.port)} is taken`)) throw error;
        if (folder === undefined) await server.dispose();
      }
    }
  }

  /** Not started yet. */
  static async make(settings: Record<string, string> = {}, folder?: string): Promise<Server> {
    return new Server(await freePort(), folder ?? (await mkdtemp(join(tmpdir(), 'vitrine-e2e-'))), settings);
  }

  get url(): string {
    return `http://localhost:${String(this.port)}`;
  }

  get uploads(): string {
    return join(this.folder, 'uploads');
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error('the server does not run');
    return pid;
  }

  get runs(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when the process has ended, by whatever. */
  async ended(): Promise<void> {
    if (this.runs) await this.exited;
  }

  /** The exit code of the process, once it has ended on its own; null after a signal. */
  async exitCode(): Promise<number | null> {
    const { child } = this;
    await this.ended();
    return child?.exitCode ?? null;
  }

  /** Starts the process on the same folders as before. */
  async run(settings: Record<string, string> = {}, wrapper: readonly string[] = []): Promise<void> {
    this.launch(settings, wrapper);
    await this.ready();
  }

  /** Starts it and waits for nothing: it may end before it is ready. */
  launch(settings: Record<string, string> = {}, wrapper: readonly string[] = []): void {
    const environment = { PATH: process.env['PATH'], PORT: String(this.port), DATA_DIR: this.data, UPLOADS_DIR: this.uploads, LOG_LEVEL: 'info', ...this.settings, ...settings };
    const [command = '', ...args] = [...wrapper, process.execPath, BUILT];
    const child = spawn(command, args, { env: environment as Record<string, string>, stdio: ['ignore', 'pipe', 'pipe'] });
    this.outputStart = this.output.length;
    running.add(child);
    this.exited = new Promise((done) => child.once('exit', () => { running.delete(child); done(); }));
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child = child;
  }

  /** Ends the process; resolves with its exit code, or null after a signal it could not handle. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.child;
    this.child = null;
    if (child?.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    child.kill(signal);
    return ended;
  }

  /** Ends the process and removes its folders. */
  async dispose(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Rejects when it ended, or is not ready in time. */
  async ready(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (!this.runs) break;
      // Without the line, the answer would be that of another server on the same port.
      const listens = this.output.includes(LISTENS, this.outputStart);
      const answer = listens ? await fetch(`${this.url}/api/health/ready`).catch(() => null) : null;
      if (answer?.ok) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error(`the server did not start:\n${this.output}`);
  }
}

export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))));
    });
  });
}
