import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The two threads that touch files: JavaScript with SQLite in it, and the only one of libuv's pool. */
export type ThreadName = 'main' | 'pool';

/** The n-th time that a thread makes a system call, counted from when it is watched. */
export interface Point {
  readonly thread: ThreadName;
  readonly call: string;
  readonly nth: number;
}

/** A system call that was made, or at which the process was killed. */
export interface Call {
  readonly thread: ThreadName;
  readonly call: string;
  /** As strace shows it, from the arguments on. */
  readonly rest: string;
}

export interface Seen {
  readonly calls: readonly Call[];
  /** The process died while it was watched. */
  readonly killed: boolean;
}

/** Longer than any test takes. */
const HOLD_MICROSECONDS = 3600 * 1_000_000;

let traces = 0;

/** Watches a running process, as strace does; Linux only. The process must run with `UV_THREADPOOL_SIZE=1`. */
export class Tracer {
  private static readonly running = new Set<Tracer>();

  private readonly threads: readonly Watched[];
  /** So many calls are the death of the process: strace, told to end, may have no time to say that it died. */
  private readonly deadly: number;

  private constructor(threads: readonly Watched[], deadly: number) {
    this.threads = threads;
    this.deadly = deadly;
    Tracer.running.add(this);
  }

  /** Ends every tracer of this process that a failed test has left running. */
  static async endAll(): Promise<void> {
    await Promise.all([...Tracer.running].map((tracer) => tracer.end('SIGKILL')));
  }

  /** Writes down the calls of these names, thread by thread. */
  static record(pid: number, calls: readonly string[]): Promise<Tracer> {
    const trace = ['-e', `trace=${calls.join(',')}`];
    return Tracer.attach(pid, ['main', 'pool'], trace);
  }

  /** The process is gone before that call is made. */
  static killAt(pid: number, { thread, call, nth }: Point): Promise<Tracer> {
    return Tracer.attach(pid, [thread], ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${String(nth)}`], nth);
  }

  /** Every such call of the threads fails, or does what else is said, until the watch ends. */
  static tamper(pid: number, calls: readonly string[], how: string, threads: readonly ThreadName[] = ['main', 'pool']): Promise<Tracer> {
    const names = calls.join(',');
    return Tracer.attach(pid, threads, ['-e', `trace=${names}`, '-e', `inject=${names}:${how}`]);
  }

  /**
   * Holds the pool's thread before each call of that name on that path, until `killHeld` or `endAll`. `soFar` lists the
   * call as soon as the thread is held, and those named by `before` on the same path.
   */
  static holdBefore(pid: number, call: string, path: string, before: readonly string[]): Promise<Tracer> {
    const options = ['-P', path, '-e', `trace=${[call, ...before].join(',')}`, '-e', `inject=${call}:delay_enter=${String(HOLD_MICROSECONDS)}`];
    return Tracer.attach(pid, ['pool'], options);
  }

  private static async attach(pid: number, names: readonly ThreadName[], options: readonly string[], deadly = Infinity): Promise<Tracer> {
    const ids = threadsOf(pid);
    const threads = names.map((name) => new Watched(name, ids[name], options));
    await Promise.all(threads.map((thread) => thread.attached));
    return new Tracer(threads, deadly);
  }

  /** Ends the process, whose id is given, where it is held: strace lets nobody go before its delay is over, so it is killed second. */
  async killHeld(pid: number): Promise<Seen> {
    process.kill(pid, 'SIGKILL');
    return this.end('SIGKILL');
  }

  /** The calls that were begun by now. */
  soFar(): Call[] {
    return this.threads.flatMap((thread) => thread.soFar());
  }

  /** Lets the process go on alone, if it still lives. Calls of the main thread come first. */
  async end(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<Seen> {
    Tracer.running.delete(this);
    const seen = await Promise.all(this.threads.map((thread) => thread.end(signal)));
    return { calls: seen.flatMap(({ calls }) => calls), killed: seen.some(({ calls, killed }) => killed || calls.length >= this.deadly) };
  }
}

class Watched {
  readonly attached: Promise<void>;
  private readonly name: ThreadName;
  private readonly log = join(tmpdir(), `vitrine-strace-${String(process.pid)}-${String((traces += 1))}`);
  private readonly strace: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(name: ThreadName, id: number, options: readonly string[]) {
    this.name = name;
    this.strace = spawn('strace', ['-p', String(id), '-y', '-s', '0', '-o', this.log, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.ended = new Promise((done) => this.strace.once('exit', () => done()));
    this.attached = new Promise((done, failed) => {
      let said = '';
      this.strace.once('error', failed);
      this.strace.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('attached')) done();
      });
      void this.ended.then(() => failed(new Error(`strace may not watch the server (as root it may, and with kernel.yama.ptrace_scope=0): ${said}`)));
    });
  }

  soFar(): Call[] {
    return callsIn(this.name, existsSync(this.log) ? readFileSync(this.log, 'utf8') : '');
  }

  async end(signal: NodeJS.Signals): Promise<Seen> {
    this.strace.kill(signal);
    await this.ended;
    const text = readFileSync(this.log, 'utf8');
    rmSync(this.log);
    return { calls: callsIn(this.name, text), killed: text.includes('+++ killed by SIGKILL') };
  }
}

/** Whatever a traced process wrote down for one of its threads. */
export function callsIn(thread: ThreadName, log: string): Call[] {
  return log.split('\n').flatMap((line) => {
    const [, call, rest] = /^(?:\d+ +)?(\w+)\((.*)$/.exec(line) ?? [];
    return call === undefined || rest === undefined ? [] : [{ thread, call, rest }];
  });
}

function threadsOf(pid: number): Record<ThreadName, number> {
  const folder = `/proc/${String(pid)}/task`;
  const pool = readdirSync(folder).filter((id) => readFileSync(`${folder}/${id}/comm`, 'utf8').startsWith('libuv-worker'));
  if (pool.length !== 1) throw new Error(`the server has ${String(pool.length)} pool threads; it needs UV_THREADPOOL_SIZE=1`);
  return { main: pid, pool: Number(pool[0]) };
}
