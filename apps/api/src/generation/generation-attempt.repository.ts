import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database, type Executor } from '../database/database';
import type { GenerationAttemptRow } from '../database/schema';

export type AttemptEnd = Pick<GenerationAttemptRow, 'request_id' | 'input_tokens' | 'output_tokens'> & {
  readonly outcome: Exclude<GenerationAttemptRow['outcome'], 'started'>;
};

/** The ledger of calls to providers. A line is begun before the call and ended once; none is ever taken out. */
@Injectable()
export class GenerationAttemptRepository {
  constructor(private readonly db: Database) {}

  /** @returns the id of the new line. */
  async begin(owner: string, call: Pick<GenerationAttemptRow, 'generation_id' | 'provider' | 'model'>, on: Executor, now = Date.now()): Promise<string> {
    const id = uuidv7();
    await on.insertInto('generation_attempts').values({ ...call, id, owner_id: owner, outcome: 'started', started_at: now }).execute();
    return id;
  }

  async end(owner: string, id: string, end: AttemptEnd, on: Executor, now = Date.now()): Promise<void> {
    await on
      .updateTable('generation_attempts')
      .set({ ...end, finished_at: now })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .where('outcome', '=', 'started')
      .execute();
  }

  /** Ends what is still open of a generation whose worker is not there to say more. */
  async endOpen(owner: string, generationId: string, outcome: 'cancelled' | 'interrupted', on: Executor, now = Date.now()): Promise<void> {
    await on
      .updateTable('generation_attempts')
      .set({ outcome, finished_at: now })
      .where('owner_id', '=', owner)
      .where('generation_id', '=', generationId)
      .where('outcome', '=', 'started')
      .execute();
  }

  /** Oldest first. */
  ofGeneration(owner: string, generationId: string): Promise<GenerationAttemptRow[]> {
    return this.db
      .selectFrom('generation_attempts')
      .selectAll()
      .where('owner_id', '=', owner)
      .where('generation_id', '=', generationId)
      .orderBy('started_at')
      .orderBy('id')
      .execute();
  }
}
