import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ThumbnailMaker, type Thumbnails } from './thumbnail-maker';

type Answer = { readonly id: number } & ({ readonly thumbnails: Thumbnails } | { readonly error: string });
type Waiting = PromiseWithResolvers<Thumbnails>;

/** Built beside this module as an entry of its own. */
const SCRIPT = new URL('./thumbnail-worker.js', import.meta.url);

/** A thread of its own; one that dies is replaced at the next call. */
@Injectable()
export class WorkerThumbnailMaker extends ThumbnailMaker implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  make(original: Uint8Array): Promise<Thumbnails> {
    const id = ++this.lastId;
    const waiting = Promise.withResolvers<Thumbnails>();
    this.waiting.set(id, waiting);
    this.running().postMessage({ id, original });
    return waiting.promise;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(SCRIPT);
    worker.unref();
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the thumbnail worker ended')));
    this.worker = worker;
    return worker;
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('thumbnails' in answer) waiting?.resolve(answer.thumbnails);
    else waiting?.reject(new Error(answer.error));
  }

  private fail(error: unknown): void {
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
