import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { GenerationRow, ImageRow } from '../database/schema';
import { ImagesService } from '../images/images.service';
import { problemOf } from '../problems/problem-of';
import { type Call, GenerationJobs } from './generation-jobs';
import { answered } from './generation-outcome';
import { GenerationPace } from './generation-pace';
import { GenerationRepository } from './generation.repository';
import type { GeneratedImages } from './generators/image-generator';
import type { MadeImage } from './proven-answer';

/** A disk that is full, away or busy may be another in a moment; anything else will not. */
const PASSING: ReadonlySet<string> = new Set(['storage-full', 'storage-unavailable', 'database-unavailable']);

/** What a provider made, and was paid for, on its way into the library. */
@Injectable()
export class GenerationKeeping {
  constructor(
    private readonly jobs: GenerationJobs,
    private readonly generations: GenerationRepository,
    private readonly images: ImagesService,
    private readonly pace: GenerationPace,
    private readonly logger: PinoLogger,
  ) {}

  /** Where it cannot be stored it is held and tried again, for as long as the pace allows and the job is not taken away: asking the provider again would cost again. */
  async keep(job: GenerationRow, call: Call, made: GeneratedImages, proven: readonly MadeImage[], signal: AbortSignal): Promise<void> {
    const until = performance.now() + this.pace.savePatienceMs;
    for (;;) {
      try {
        await this.save(job, call, made, proven);
        return;
      } catch (error) {
        const patient = PASSING.has(problemOf(error).problem) && performance.now() + this.pace.saveAgainMs <= until;
        if (!patient || !(await this.mayTryAgain(signal))) throw error;
        this.logger.warn({ err: error, generation: job.id }, 'what was made cannot be stored yet; it is held and tried again');
      }
    }
  }

  /** False when the job was taken away, before or meanwhile. */
  private async mayTryAgain(signal: AbortSignal): Promise<boolean> {
    await pause(this.pace.saveAgainMs, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }

  /** Bytes first, then their rows together with the job's end: what is seen is whole, and what is not whole is not seen. */
  private async save(job: GenerationRow, call: Call, made: GeneratedImages, proven: readonly MadeImage[]): Promise<void> {
    const rows = await this.prepare(job, made, proven);
    if (await this.commit(call, made, rows)) for (const row of rows) this.images.added(row);
    else await this.discard(rows);
  }

  private async prepare(job: GenerationRow, made: GeneratedImages, proven: readonly MadeImage[]): Promise<ImageRow[]> {
    const rows: ImageRow[] = [];
    try {
      for (const image of proven) rows.push(await this.images.prepare(job.owner_id, { ...image, ...originOf(job, made) }));
      return rows;
    } catch (error) {
      await this.discard(rows);
      throw error;
    }
  }

  /** A commit that was answered with an error may have happened: the row decides, and while it cannot be read nothing is thrown away. */
  private async commit(call: Call, made: GeneratedImages, rows: readonly ImageRow[]): Promise<boolean> {
    try {
      return await this.jobs.succeed(call, answered(made), rows);
    } catch (error) {
      const job = await this.generations.find(call.owner, call.generationId);
      if (job?.status === 'succeeded') return true;
      await this.discard(rows);
      throw error;
    }
  }

  private async discard(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) await this.images.discard(row);
  }
}

function originOf(job: GenerationRow, made: GeneratedImages) {
  return {
    prompt: job.prompt,
    provider: made.provider,
    model: made.model,
    quality: job.quality,
    source: 'generated',
    generationId: job.id,
    conversationId: job.conversation_id,
  } as const;
}
