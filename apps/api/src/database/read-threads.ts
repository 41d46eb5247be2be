import { Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config';
import { serverBusy, tooManyRequests } from '../problems/catalogue';
import { ReadThread, type Statement } from './read-thread';

interface Waiting {
  readonly owner: string;
  readonly start: (thread: ReadThread) => void;
}

/** For one statement: what it may work in all, however long its rows wait to be asked for. */
const BUDGET_MS = 2000;

const THREADS = 2;
const WAITING_MAX = 100;
const WAITING_OF_OWNER_MAX = 10;
const RETRY_SECONDS = 2;

/**
 * Statements that read much, away from the one thread that serves everybody. An owner has one running at a time, so that
 * nobody waits for more than one statement of somebody else. What a transaction under way has written is not seen.
 */
@Injectable()
export class ReadThreads implements OnApplicationShutdown {
  private readonly idle: ReadThread[];
  private readonly all: readonly ReadThread[];
  private readonly busyOwners = new Set<string>();
  private readonly waiting: Waiting[] = [];

  constructor({ databaseFile }: Config, @Optional() budgetMs = BUDGET_MS) {
    this.all = Array.from({ length: THREADS }, () => new ReadThread(databaseFile, budgetMs));
    this.idle = [...this.all];
  }

  /**
   * Rows in batches. Rejects with `tooManyRequests` when too many of this owner wait already, with `serverBusy` when too
   * many of all do, or after two seconds of work, and with the signal's reason, whether it waits or runs. The clock is
   * looked at for each row of the result, and in a statement wherever it calls `has_time`.
   */
  async *stream<Row>(owner: string, statement: Statement, signal: AbortSignal): AsyncGenerator<readonly Row[], void> {
    const thread = await this.take(owner, signal);
    try {
      for await (const rows of thread.run(statement, signal)) yield rows as readonly Row[];
    } finally {
      this.giveBack(owner, thread);
    }
  }

  async rows<Row>(owner: string, statement: Statement, signal: AbortSignal): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const batch of this.stream<Row>(owner, statement, signal)) rows.push(...batch);
    return rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((thread) => thread.end()));
  }

  private async take(owner: string, signal: AbortSignal): Promise<ReadThread> {
    signal.throwIfAborted();
    const ofOwner = this.waiting.filter((one) => one.owner === owner).length;
    if (ofOwner >= WAITING_OF_OWNER_MAX) throw tooManyRequests(RETRY_SECONDS);
    if (this.waiting.length >= WAITING_MAX) throw serverBusy(RETRY_SECONDS);
    const { promise, resolve, reject } = Promise.withResolvers<ReadThread>();
    const job = { owner, start: resolve };
    const leave = () => {
      const at = this.waiting.indexOf(job);
      if (at === -1) return;
      this.waiting.splice(at, 1);
      reject(signal.reason as Error);
    };
    this.waiting.push(job);
    signal.addEventListener('abort', leave, { once: true });
    this.startNext();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  private giveBack(owner: string, thread: ReadThread): void {
    this.busyOwners.delete(owner);
    this.idle.push(thread);
    this.startNext();
  }

  private startNext(): void {
    const next = this.waiting.findIndex(({ owner }) => !this.busyOwners.has(owner));
    const thread = next === -1 ? undefined : this.idle.pop();
    const [job] = thread ? this.waiting.splice(next, 1) : [];
    if (!thread || !job) return;
    this.busyOwners.add(job.owner);
    job.start(thread);
  }
}
