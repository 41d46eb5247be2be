import { Injectable } from '@nestjs/common';
import type { GenerateImage, Generation } from '@vitrine/contracts';
import type { Caller } from '../access/caller';
import { SessionWatch } from '../auth/session-watch';
import type { GenerationRow } from '../database/schema';
import type { AnswerForm } from '../http/answer-form';
import type { Answer } from '../http/send-answer';
import { generationCancelled, generatorFailed, unauthenticated } from '../problems/catalogue';
import type { IdentifiedEvent } from './generation-news';
import { GenerationReader } from './generation-reader';
import { GenerationWatch } from './generation-watch';
import { GenerationService } from './generation.service';
import type { LastEvent } from './last-event';
import { readProblem } from './stored-problem';

type GenerationAnswer = Answer<Generation, IdentifiedEvent>;

/** One stored job, three ways to wait for it. */
@Injectable()
export class GenerationAnswers {
  constructor(
    private readonly generations: GenerationService,
    private readonly watch: GenerationWatch,
    private readonly reader: GenerationReader,
    private readonly sessions: SessionWatch,
  ) {}

  async create(caller: Caller, wanted: GenerateImage, key: string | null, form: AnswerForm, gone: AbortSignal): Promise<GenerationAnswer> {
    const { userId: owner } = caller;
    if (form !== 'at-once') this.watch.requireRoom(owner);
    const id = await this.generations.begin(owner, wanted, key);
    if (form === 'events') return { status: 200, location: locationOf(id), events: this.eventsFor(caller, id, gone) };
    if (form === 'at-once') return accepted(await this.generations.read(owner, id));
    const row = await this.watch.ended(owner, id, gone);
    if (!(await this.sessions.lastsNow(caller))) throw unauthenticated();
    return this.settled(owner, row);
  }

  /** 204 to a client that has had the last event: an `EventSource` does not reconnect after it. */
  async attach(caller: Caller, id: string, last: LastEvent, gone: AbortSignal): Promise<GenerationAnswer> {
    if (await this.watch.isOver(caller.userId, id, last)) return { status: 204 };
    this.watch.requireRoom(caller.userId, id);
    // Who comes back may have had all that there is by now.
    return { status: 200, opensAtOnce: true, events: this.eventsFor(caller, id, gone, last) };
  }

  /** For as long as the session lasts that asked for them. */
  private eventsFor(caller: Caller, id: string, gone: AbortSignal, last?: LastEvent): AsyncGenerator<IdentifiedEvent, void> {
    return this.watch.eventsOf(caller.userId, id, gone, (now) => (now ? this.sessions.lastsNow(caller) : this.sessions.lasts(caller)), last);
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
