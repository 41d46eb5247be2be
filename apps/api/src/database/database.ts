import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Kysely, type Transaction, sql } from 'kysely';
import type { Schema } from './schema';

/** What a repository runs its statements on: the database, or a transaction somebody else began. */
export type Executor = Kysely<Schema> | Transaction<Schema>;

/** The one connection to the rows. Repositories read and write through it; nothing else does. */
@Injectable()
export class Database extends Kysely<Schema> implements OnApplicationShutdown {
  async ping(): Promise<void> {
    await sql`select 1`.execute(this);
  }

  /** All or nothing: every statement of `work` commits together, and is durable when this resolves. */
  atomically<T>(work: (on: Executor) => Promise<T>): Promise<T> {
    return this.transaction().execute(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.destroy();
  }
}
