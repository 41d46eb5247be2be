import { Worker } from 'node:worker_threads';
import { serverBusy } from '../problems/catalogue';

/** A statement as Kysely compiles it. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

type Answer = { readonly rows: readonly unknown[]; readonly done: boolean } | { readonly error: { readonly code: string | null; readonly message: string } };

/** Built beside this module as an entry of its own; in tests, Node reads the source. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js', import.meta.url);
/** A thread that does not come back, as on a frozen disk, is given up. */
const PATIENCE_MS = 10_000;
const RETRY_SECONDS = 2;

/** One read-only connection on a thread of its own. It runs one statement at a time; a thread that ends is replaced at the next. */
export class ReadThread {
  private worker: Worker | null = null;
  /** Not zero: the statement under way is to end. Shared with the thread, which takes no message while it works. */
  private readonly stopping = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

  constructor(
    private readonly file: string,
    private readonly budgetMs: number,
  ) {}

  /**
   * Rows in batches, each once it is asked for. Rejects with `serverBusy` when it has worked for longer than the budget,
   * with the signal's reason when that is aborted, and with the database's own error.
   */
  async *run(statement: Statement, signal: AbortSignal): AsyncGenerator<readonly unknown[], void> {
    signal.throwIfAborted();
    Atomics.store(this.stopping, 0, 0);
    const stop = () => { Atomics.store(this.stopping, 0, 1); };
    signal.addEventListener('abort', stop, { once: true });
    try {
      yield* this.batches(statement);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async *batches(statement: Statement): AsyncGenerator<readonly unknown[], void> {
    let finished = false;
    try {
      for (let answer = await this.ask({ ...statement, budgetMs: this.budgetMs }); ; answer = await this.ask('more')) {
        finished = 'error' in answer || answer.done;
        if ('error' in answer) throw errorOf(answer.error);
        yield answer.rows;
        if (finished) return;
      }
    } finally {
      if (!finished) this.worker?.postMessage('stop');
    }
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
  }

  private async ask(message: unknown): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const ended = () => { reject(new Error('the thread that reads the database ended')); };
    const timer = setTimeout(() => {
      reject(serverBusy(RETRY_SECONDS));
      void worker.terminate();
    }, PATIENCE_MS);
    worker.once('message', resolve).once('error', reject).once('exit', ended);
    worker.postMessage(message);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      worker.off('message', resolve).off('error', reject).off('exit', ended);
    }
  }

  private start(): Worker {
    const worker = new Worker(SCRIPT, { workerData: { file: this.file, stopping: this.stopping } });
    worker.unref();
    worker.on('error', () => undefined); // The caller that waits gets it.
    worker.once('exit', () => { if (this.worker === worker) this.worker = null; });
    return worker;
  }
}

function errorOf({ code, message }: { readonly code: string | null; readonly message: string }): Error {
  return code === 'OUT_OF_TIME' ? serverBusy(RETRY_SECONDS) : Object.assign(new Error(message), { code });
}
