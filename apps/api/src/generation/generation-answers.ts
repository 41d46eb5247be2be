import { Injectable } from '@nestjs/common';
import type { GenerateImage, Generation, GenerationEvent } from '@vitrine/contracts';
import type { Caller } from '../access/caller';
import { LiveSessions } from '../auth/live-sessions';
import type { GenerationRow } from '../database/schema';
import type { AnswerForm } from '../http/answer-form';
import type { Answer } from '../http/send-answer';
import { generationCancelled, generatorFailed } from '../problems/catalogue';
import { GenerationReader } from './generation-reader';
import { GenerationWatch } from './generation-watch';
import { GenerationService } from './generation.service';
import { readProblem } from './stored-problem';

type GenerationAnswer = Answer<Generation, GenerationEvent>;

/** One stored job, three ways to wait for it. */
@Injectable()
export class GenerationAnswers {
  constructor(
    private readonly generations: GenerationService,
    private readonly watch: GenerationWatch,
    private readonly reader: GenerationReader,
    private readonly sessions: LiveSessions,
  ) {}

  async create(caller: Caller, wanted: GenerateImage, key: string | null, form: AnswerForm, gone: AbortSignal): Promise<GenerationAnswer> {
    const { userId: owner } = caller;
    const id = await this.generations.begin(owner, wanted, key);
    if (form === 'events') return { status: 200, location: locationOf(id), events: this.eventsFor(caller, id, gone) };
    if (form === 'at-once') return accepted(await this.generations.read(owner, id));
    return this.settled(owner, await this.watch.ended(owner, id, gone));
  }

  attach(caller: Caller, id: string, gone: AbortSignal): Promise<GenerationAnswer> {
    return Promise.resolve({ status: 200, events: this.eventsFor(caller, id, gone) });
  }

  /** For as long as the session lasts that asked for them. */
  private eventsFor({ userId, sessionId, via }: Caller, id: string, gone: AbortSignal): AsyncGenerator<GenerationEvent, void> {
    return this.watch.eventsOf(userId, id, gone, async () => (await this.sessions.callerOf(userId, sessionId, via)) !== null);
  }

  private async settled(owner: string, row: GenerationRow): Promise<GenerationAnswer> {
    if (row.status === 'cancelled') throw generationCancelled();
    if (row.status === 'failed' || row.status === 'interrupted') throw row.problem === null ? generatorFailed() : readProblem(row.problem);
    const generation = await this.reader.view(owner, row);
    // Not ended: this process stops, and the job is stored. The next one goes on with it.
    return row.status === 'succeeded' ? { status: 201, location: locationOf(row.id), body: generation } : accepted(generation);
  }
}

function accepted(generation: Generation): GenerationAnswer {
  return { status: 202, location: locationOf(generation.id), body: generation };
}

function locationOf(id: string): string {
  return `/api/ai/generations/${id}`;
}
