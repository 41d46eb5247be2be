import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { GenerationRow } from '../database/schema';
import type { ProblemException } from '../problems/problem.exception';
import type { AttemptEnd } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { type Call, GenerationJobs } from './generation-jobs';
import { GenerationKeeping } from './generation-keeping';
import { answered, problemOfGeneration, unanswered } from './generation-outcome';
import { type GeneratedImages, type GenerationNotice, type GenerationRequest, ImageGenerator, type PartialImage } from './generators/image-generator';
import { previewOf } from './preview';
import { PreviewSequence } from './preview-sequence';
import { type MadeImage, proveAnswer } from './proven-answer';
import { SafetyIdentifier } from './safety-identifier';

const NOTICES: Record<GenerationNotice['event'], string> = {
  'provider.parameter-dropped': 'the image service does not take a parameter, which is left out from now on',
  'provider.image-lost': 'one of several images could not be read',
};

/** One job that a worker has taken, from the call of the provider to its end. */
@Injectable()
export class GenerationRun {
  constructor(
    private readonly jobs: GenerationJobs,
    private readonly generator: ImageGenerator,
    private readonly keeping: GenerationKeeping,
    private readonly events: GenerationEvents,
    private readonly safety: SafetyIdentifier,
    private readonly logger: PinoLogger,
  ) {}

  /** Rejects only when the rows cannot be written; the job is then found by the sweep. */
  async run(job: GenerationRow, holder: string, signal: AbortSignal): Promise<void> {
    const call = await this.jobs.begin(job, holder, this.generator);
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
    const previews = new PreviewSequence((partial) => this.show(call, partial));
    try {
      const made = await this.generator.generate(this.requestOf(job), {
        signal,
        onPartial: (partial) => { previews.add(partial); },
        onNotice: (notice) => { this.logger.warn({ ...notice, generation: job.id }, NOTICES[notice.event]); },
      });
      attempt = answered(made, 'failed');
      const proven = await this.prove(call, made);
      attempt = answered(made);
      this.events.saving(call.owner, job.id);
      await this.keeping.keep(job, call, made, proven, signal);
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

  private async fail(call: Call, attempt: AttemptEnd, error: unknown): Promise<void> {
    const problem = problemOfGeneration(error);
    const cancelled = attempt.outcome === 'cancelled';
    const level = levelOf(problem);
    if (level !== null && !cancelled) {
      this.logger[level]({ event: 'generation.failed', err: error, generation: call.generationId, problem: problem.problem }, 'a generation failed');
    }
    await this.jobs.fail(call, attempt, problem);
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

/** A prompt that is refused is nobody's concern; a request that is rejected may be that of the operator, who chose the model. */
function levelOf(problem: ProblemException): 'error' | 'warn' | null {
  if (problem.getStatus() >= 500) return 'error';
  return problem.problem === 'generator-rejected' ? 'warn' : null;
}
