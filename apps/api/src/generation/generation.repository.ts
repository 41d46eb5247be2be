import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { GenerationRow } from '../database/schema';
import type { Cursor } from '../http/cursor';

/** What a caller asked for; the rest of a job's row is how it goes. */
export type NewGeneration = Pick<
  GenerationRow,
  'id' | 'conversation_id' | 'prompt' | 'size' | 'quality' | 'background' | 'format' | 'count' | 'created_at'
>;

const UNFINISHED = ['queued', 'running'] as const;

/** The rows of generations, as their owner reads and ends them. How they are worked on: `GenerationQueueRepository`. */
@Injectable()
export class GenerationRepository {
  constructor(private readonly db: Database) {}

  async insert(owner: string, asked: NewGeneration, on: Executor = this.db): Promise<void> {
    await on.insertInto('generations').values({ ...asked, owner_id: owner, status: 'queued', images_made: 0 }).execute();
  }

  async queuedOf(owner: string, on: Executor = this.db): Promise<number> {
    const { count } = await on
      .selectFrom('generations')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', 'queued')
      .where('owner_id', '=', owner)
      .executeTakeFirstOrThrow();
    return count;
  }

  find(owner: string, id: string, on: Executor = this.db): Promise<GenerationRow | undefined> {
    return on.selectFrom('generations').selectAll().where('owner_id', '=', owner).where('id', '=', id).executeTakeFirst();
  }

  /** The newest, or the newest before a cursor; oldest of them first. */
  async ofConversation(owner: string, conversationId: string, { limit, cursor }: { limit: number; cursor: Cursor | null }): Promise<GenerationRow[]> {
    const rows = await this.db
      .selectFrom('generations')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('conversation_id', '=', conversationId)
      .$if(cursor !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(cursor?.at ?? 0, cursor?.id ?? ''))),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.reverse();
  }

  async idsOfConversation(owner: string, conversationId: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom('generations')
      .select('id')
      .where('owner_id', '=', owner)
      .where('conversation_id', '=', conversationId)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Ends it if it has not ended. Its worker, wherever it is, finds that the job is no longer its own. */
  async cancel(owner: string, id: string, on: Executor = this.db, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('generations')
      .set({ status: 'cancelled', lease_owner: null, lease_until: null, finished_at: now })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .where('status', 'in', UNFINISHED)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** The ids of those that had not ended. */
  async cancelOfConversation(owner: string, conversationId: string, on: Executor = this.db, now = Date.now()): Promise<string[]> {
    const rows = await on
      .updateTable('generations')
      .set({ status: 'cancelled', lease_owner: null, lease_until: null, finished_at: now })
      .where('owner_id', '=', owner)
      .where('conversation_id', '=', conversationId)
      .where('status', 'in', UNFINISHED)
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  }
}
