import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { ErasureRow, ImageRow } from '../database/schema';

/** Files that are to go because their rows went. What a crash or a backup held up is finished from here, by name and not by guess. */
@Injectable()
export class ErasureRepository {
  constructor(private readonly db: Database) {}

  /** Belongs into the transaction that removes the rows. */
  async add(owner: string, rows: readonly Pick<ImageRow, 'id' | 'filename'>[], at: number, on: Executor): Promise<void> {
    const values = rows.map(({ id, filename }) => ({ id, owner_id: owner, filename, created_at: at }));
    await on.insertInto('erasures').values(values).onConflict((conflict) => conflict.column('id').doNothing()).execute();
  }

  /** Once the files are gone. */
  async end(owner: string, ids: readonly string[]): Promise<void> {
    await this.db.deleteFrom('erasures').where('owner_id', '=', owner).where('id', 'in', ids).execute();
  }

  async isPromised(owner: string, id: string): Promise<boolean> {
    const promise = await this.db.selectFrom('erasures').select('id').where('owner_id', '=', owner).where('id', '=', id).executeTakeFirst();
    return promise !== undefined;
  }

  /** Of all owners, for the sweep; after the given id. */
  due(afterId: string, limit: number): Promise<ErasureRow[]> {
    return this.db.selectFrom('erasures').selectAll().where('id', '>', afterId).orderBy('id').limit(limit).execute();
  }
}
