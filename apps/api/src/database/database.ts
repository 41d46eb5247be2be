import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Kysely, type Transaction, sql } from 'kysely';
import type { Schema } from './schema';

/** What a repository runs its statements on: the database, or a transaction somebody else began. */
export type Executor = Kysely<Schema> | Transaction<Schema>;

/** The one connection to the rows. Repositories read and write through it; nothing else does. */
@Injectable()
export class Database extends Kysely<Schema> implements OnApplicationShutdown {
  /** What is to be done once a transaction under way has committed. */
  private readonly after = new WeakMap<Executor, (() => void)[]>();

  async ping(): Promise<void> {
    await sql`select 1`.execute(this);
  }

  /** All or nothing: every statement of `work` commits together, and is durable when this resolves. */
  async atomically<T>(work: (on: Executor) => Promise<T>): Promise<T> {
    const acts: (() => void)[] = [];
    const result = await this.transaction().execute((on) => {
      this.after.set(on, acts);
      return work(on);
    });
    for (const act of acts) act();
    return result;
  }

  /** Does `act` when everything of `on` has committed, and never when it was taken back. It must not throw. */
  afterCommit(on: Executor, act: () => void): void {
    const acts = this.after.get(on);
    if (acts) acts.push(act);
    else act(); // No transaction: each statement commits by itself.
  }

  async onApplicationShutdown(): Promise<void> {
    await this.destroy();
  }
}
