import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ThumbnailMaker, type Thumbnails, Undecodable } from './thumbnail-maker';

type Answer = { readonly id: number } & ({ readonly thumbnails: Thumbnails } | { readonly error: string; readonly undecodable: boolean });
type Waiting = PromiseWithResolvers<Thumbnails>;

/** Built beside this module as an entry of its own. */
const SCRIPT = new URL('./thumbnail-worker.js', import.meta.url);

/** Longer than decoding alone may take: for a thread that hangs. */
const LIMIT_MS = 120_000;

/** A thread of its own; one that dies is replaced at the next call. */
@Injectable()
export class WorkerThumbnailMaker extends ThumbnailMaker implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    private readonly script = SCRIPT,
    private readonly limitMs = LIMIT_MS,
  ) {
    super();
  }

  make(original: Uint8Array): Promise<Thumbnails> {
    const id = ++this.lastId;
    const waiting = Promise.withResolvers<Thumbnails>();
    this.waiting.set(id, waiting);
    const worker = this.running();
    worker.postMessage({ id, original }, ownMemoryOf(original));
    const limit = setTimeout(() => { this.giveUp(worker); }, this.limitMs).unref();
    return waiting.promise.finally(() => { clearTimeout(limit); });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.unref();
    // One that broke ends as well, and by then another may be at work.
    const whileCurrent = (act: () => void) => {
      if (this.worker === worker) act();
    };
    worker.on('message', (answer: Answer) => whileCurrent(() => this.settle(answer)));
    worker.on('error', (error) => whileCurrent(() => this.fail(error)));
    worker.on('exit', () => whileCurrent(() => this.fail(new Error('the thumbnail worker ended'))));
    this.worker = worker;
    return worker;
  }

  /** The next image gets another thread; this one ends when its present work does. */
  private giveUp(worker: Worker): void {
    if (this.worker !== worker) return;
    this.fail(new Error(`the thumbnail worker did not answer within ${String(this.limitMs)} ms`));
    void worker.terminate();
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('thumbnails' in answer) waiting?.resolve(answer.thumbnails);
    else waiting?.reject(answer.undecodable ? new Undecodable(answer.error) : new Error(answer.error));
  }

  private fail(error: unknown): void {
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** What is handed over instead of copied; a small buffer may share its memory with others. */
function ownMemoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
