import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { GenerationRow, ImageRow } from '../database/schema';
import { ImagesService } from '../images/images.service';
import type { AttemptEnd } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { type Call, GenerationJobs } from './generation-jobs';
import { answered, problemOfGeneration, unanswered } from './generation-outcome';
import type { Lease } from './generation-queue.repository';
import { GenerationRepository } from './generation.repository';
import { type GeneratedImages, type GenerationRequest, ImageGenerator, type PartialImage } from './generators/image-generator';
import { previewOf } from './preview';
import { type MadeImage, proveAnswer } from './proven-answer';
import { SafetyIdentifier } from './safety-identifier';

/** One job that a worker has taken, from the call of the provider to its end. */
@Injectable()
export class GenerationRun {
  constructor(
    private readonly jobs: GenerationJobs,
    private readonly generations: GenerationRepository,
    private readonly generator: ImageGenerator,
    private readonly images: ImagesService,
    private readonly events: GenerationEvents,
    private readonly safety: SafetyIdentifier,
    private readonly logger: PinoLogger,
  ) {}

  /** Rejects only when the rows cannot be written; the job is then found by the sweep. */
  async run(job: GenerationRow, lease: Lease, signal: AbortSignal): Promise<void> {
    const call = await this.jobs.begin(job, lease, this.generator);
    if (!call) return;
    this.events.begin(call.owner, job.id);
    try {
      await this.work(job, call, signal);
    } finally {
      this.events.over(call.owner, job.id);
    }
  }

  private async work(job: GenerationRow, call: Call, signal: AbortSignal): Promise<void> {
    let attempt: AttemptEnd | null = null;
    try {
      const made = await this.generator.generate(this.requestOf(job), { signal, onPartial: (partial) => void this.show(call, partial) });
      attempt = answered(made, 'failed');
      const proven = await this.prove(call, made);
      attempt = answered(made);
      this.events.saving(call.owner, job.id);
      await this.keep(job, call, made, proven);
    } catch (error) {
      await this.fail(call, attempt ?? unanswered(error), error);
    }
  }

  private async prove(call: Call, made: GeneratedImages): Promise<readonly MadeImage[]> {
    const { images, failures } = await proveAnswer(made);
    if (failures.length > 0) {
      this.logger.warn({ err: failures[0], generation: call.generationId, kept: images.length, lost: failures.length }, 'some of what the generator sent is no image');
    }
    return images;
  }

  /** Bytes first, then their rows together with the job's end: what is seen is whole, and what is not whole is not seen. */
  private async keep(job: GenerationRow, call: Call, made: GeneratedImages, proven: readonly MadeImage[]): Promise<void> {
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

  private async fail(call: Call, attempt: AttemptEnd, error: unknown): Promise<void> {
    const problem = problemOfGeneration(error);
    const cancelled = attempt.outcome === 'cancelled';
    if (problem.getStatus() >= 500 && !cancelled) {
      this.logger.error({ err: error, generation: call.generationId, problem: problem.problem }, 'a generation failed');
    }
    await this.jobs.fail(call, attempt, problem);
  }

  private async discard(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) await this.images.discard(row);
  }

  private async show(call: Call, partial: PartialImage): Promise<void> {
    try {
      this.events.preview(call.owner, call.generationId, await previewOf(partial));
    } catch (error) {
      this.logger.debug({ err: error, generation: call.generationId }, 'a preview could not be read and is not shown');
    }
  }

  private requestOf(job: GenerationRow): GenerationRequest {
    const { prompt, size, quality, background, format, count } = job;
    const asked = { prompt, size, quality, background, format, count } as Omit<GenerationRequest, 'safetyIdentifier'>;
    return { ...asked, safetyIdentifier: this.safety.of(job.owner_id), seed: job.id };
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
