import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config';
import { serverBusy, tooManyRequests } from '../problems/catalogue';
import { ReadThread, type Statement } from './read-thread';

interface Waiting {
  readonly owner: string;
  readonly start: (thread: ReadThread) => void;
}

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

  constructor({ databaseFile }: Config) {
    this.all = Array.from({ length: THREADS }, () => new ReadThread(databaseFile));
    this.idle = [...this.all];
  }

  /** Rows in portions. Rejects with `tooManyRequests` when too many of this owner wait already, and with `serverBusy` when too many of all do, or after two seconds of work. */
  async *stream<Row>(owner: string, statement: Statement): AsyncGenerator<readonly Row[], void> {
    const thread = await this.take(owner);
    try {
      for await (const rows of thread.run(statement)) yield rows as readonly Row[];
    } finally {
      this.giveBack(owner, thread);
    }
  }

  async rows<Row>(owner: string, statement: Statement): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const portion of this.stream<Row>(owner, statement)) rows.push(...portion);
    return rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((thread) => thread.end()));
  }

  private take(owner: string): Promise<ReadThread> {
    const ofOwner = this.waiting.filter((one) => one.owner === owner).length;
    if (ofOwner >= WAITING_OF_OWNER_MAX) throw tooManyRequests(RETRY_SECONDS);
    if (this.waiting.length >= WAITING_MAX) throw serverBusy(RETRY_SECONDS);
    const { promise, resolve } = Promise.withResolvers<ReadThread>();
    this.waiting.push({ owner, start: resolve });
    this.startNext();
    return promise;
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
