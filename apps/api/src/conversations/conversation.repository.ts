import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { ConversationRow } from '../database/schema';
import type { Cursor } from '../http/cursor';

/** The rows of chat threads. */
@Injectable()
export class ConversationRepository {
  constructor(private readonly db: Database) {}

  find(owner: string, id: string, on: Executor = this.db): Promise<ConversationRow | undefined> {
    return on.selectFrom('conversations').selectAll().where('owner_id', '=', owner).where('id', '=', id).executeTakeFirst();
  }

  /** The one last used first. */
  listOf(owner: string, { limit, cursor }: { limit: number; cursor: Cursor | null }): Promise<ConversationRow[]> {
    return this.db
      .selectFrom('conversations')
      .selectAll()
      .where('owner_id', '=', owner)
      .$if(cursor !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) => eb(refTuple('updated_at', 'id'), '<', tuple(cursor?.at ?? 0, cursor?.id ?? ''))),
      )
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  async insert(owner: string, row: Omit<ConversationRow, 'owner_id'>, on: Executor = this.db): Promise<void> {
    await on.insertInto('conversations').values({ ...row, owner_id: owner }).execute();
  }

  /** Whether there is such a thread of theirs; it is then the one last used. */
  async touch(owner: string, id: string, now: number, on: Executor = this.db): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('conversations')
      .set({ updated_at: now })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  rename(owner: string, id: string, title: string): Promise<ConversationRow | undefined> {
    return this.db
      .updateTable('conversations')
      .set({ title })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  }

  /** Its generations go with it; the ledger of what they cost stays. */
  async remove(owner: string, id: string, on: Executor = this.db): Promise<boolean> {
    const { numDeletedRows } = await on.deleteFrom('conversations').where('owner_id', '=', owner).where('id', '=', id).executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }
}
