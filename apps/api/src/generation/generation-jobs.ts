import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { GenerationRow, ImageRow } from '../database/schema';
import { ImageRepository } from '../images/image.repository';
import { generationInterrupted } from '../problems/catalogue';
import type { ProblemException } from '../problems/problem.exception';
import { type AttemptEnd, GenerationAttemptRepository } from './generation-attempt.repository';
import { type Abandoned, GenerationQueueRepository, type JobName } from './generation-queue.repository';
import { writeProblem } from './stored-problem';

/** A call of the provider under way, on behalf of a job. */
export interface Call {
  readonly owner: string;
  readonly generationId: string;
  readonly holder: string;
  readonly attemptId: string;
}

/** What becomes of a job, each step whole or not at all: the job, its images and the ledger never tell different stories. */
@Injectable()
export class GenerationJobs {
  constructor(
    private readonly db: Database,
    private readonly queue: GenerationQueueRepository,
    private readonly attempts: GenerationAttemptRepository,
    private readonly images: ImageRepository,
  ) {}

  /** Durable when it resolves, so the provider may be called. Null: the job is another's by now, and may not. */
  begin({ id, owner_id: owner }: GenerationRow, holder: string, { provider, model }: { provider: string; model: string }): Promise<Call | null> {
    return this.db.atomically(async (on) => {
      if (!(await this.queue.markCalled(owner, id, holder, on))) return null;
      const attemptId = await this.attempts.begin(owner, { generation_id: id, provider, model }, on);
      return { owner, generationId: id, holder, attemptId };
    });
  }

  /** False: the job is no longer the caller's; nothing was written, and the bytes of the images are to be discarded. */
  succeed(call: Call, attempt: AttemptEnd, rows: readonly ImageRow[]): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const end = { status: 'succeeded', problem: null, images_made: rows.length } as const;
      if (!(await this.queue.end(call.owner, call.generationId, call.holder, end, on))) return false;
      for (const row of rows) await this.images.insert(call.owner, row, on);
      await this.attempts.end(call.owner, call.attemptId, attempt, on);
      return true;
    });
  }

  fail(call: Call, attempt: AttemptEnd, problem: ProblemException): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const end = { status: 'failed', problem: writeProblem(problem), images_made: 0 } as const;
      const ended = await this.queue.end(call.owner, call.generationId, call.holder, end, on);
      await this.attempts.end(call.owner, call.attemptId, attempt, on);
      return ended;
    });
  }

  /** Takes the jobs from a worker that will not come back. @returns those that changed. */
  giveUp(abandoned: Abandoned): Promise<JobName[]> {
    return this.db.atomically(async (on) => {
      const requeued = await this.queue.requeue(abandoned, on);
      const interrupted = await this.queue.interrupt(abandoned, writeProblem(generationInterrupted()), on);
      await this.closeAttempts(interrupted, on);
      return [...requeued, ...interrupted];
    });
  }

  private async closeAttempts(jobs: readonly JobName[], on: Executor): Promise<void> {
    for (const { owner_id: owner, id } of jobs) await this.attempts.endOpen(owner, id, 'interrupted', on);
  }
}
