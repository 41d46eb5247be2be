import { Injectable } from '@nestjs/common';
import type { GenerateImage, Generation } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { ConversationRepository } from '../conversations/conversation.repository';
import { titleOf } from '../conversations/conversation-title';
import { Database, type Executor } from '../database/database';
import { IdempotencyRepository } from '../idempotency/idempotency.repository';
import { invalidRequest, notFound, tooManyRequests } from '../problems/catalogue';
import { GenerationAttemptRepository } from './generation-attempt.repository';
import { GenerationEvents } from './generation-events';
import { GenerationReader } from './generation-reader';
import { GenerationWorker } from './generation-worker';
import { GenerationRepository } from './generation.repository';
import { ImageGenerator } from './generators/image-generator';
import { refuseWhatTheModelCannotDo } from './generators/model-capabilities';

const ROUTE = 'generate-image';
/** Jobs of one owner that wait; more would only be somebody's mistake. */
const QUEUED_MAX = 100;
/** Seconds after which some of them will have gone. */
const QUEUE_RETRY_AFTER = 30;

@Injectable()
export class GenerationService {
  constructor(
    private readonly db: Database,
    private readonly generations: GenerationRepository,
    private readonly attempts: GenerationAttemptRepository,
    private readonly conversations: ConversationRepository,
    private readonly idempotency: IdempotencyRepository,
    private readonly reader: GenerationReader,
    private readonly generator: ImageGenerator,
    private readonly worker: GenerationWorker,
    private readonly events: GenerationEvents,
  ) {}

  /** Durable when it resolves: the id of the job, or of the one that the same request began before. */
  async begin(owner: string, wanted: GenerateImage, key: string | null): Promise<string> {
    this.refuseWhatCannotBe(wanted);
    const id = await this.db.atomically(async (on) => {
      const mine = uuidv7();
      const first = key === null ? mine : await this.idempotency.claim(owner, { route: ROUTE, key, body: wanted }, mine, on);
      if (first === mine) await this.store(owner, mine, wanted, on);
      return first;
    });
    this.events.changed(owner, id);
    this.worker.wake();
    return id;
  }

  async read(owner: string, id: string): Promise<Generation> {
    return this.reader.view(owner, await this.reader.row(owner, id));
  }

  /** What has ended stays as it is. After the provider was called nobody knows what it made; it is not kept. */
  async cancel(owner: string, id: string): Promise<Generation> {
    await this.reader.row(owner, id);
    const cancelled = await this.db.atomically(async (on) => {
      const ended = await this.generations.cancel(owner, id, on);
      if (ended) await this.attempts.endOpen(owner, id, 'cancelled', on);
      return ended;
    });
    if (cancelled) this.leave(owner, [id]);
    return this.read(owner, id);
  }

  /** Ends what has not ended of a thread that is about to go. */
  async cancelOfConversation(owner: string, conversationId: string): Promise<void> {
    const cancelled = await this.db.atomically(async (on) => {
      const ids = await this.generations.cancelOfConversation(owner, conversationId, on);
      for (const id of ids) await this.attempts.endOpen(owner, id, 'cancelled', on);
      return ids;
    });
    this.leave(owner, cancelled);
  }

  private leave(owner: string, ids: readonly string[]): void {
    for (const id of ids) {
      this.worker.stop(id);
      this.events.changed(owner, id);
    }
    this.worker.wake();
  }

  private refuseWhatCannotBe(wanted: GenerateImage): void {
    const refused = refuseWhatTheModelCannotDo(this.generator.model, wanted);
    if (refused.length > 0) throw invalidRequest(refused.map(({ field, detail }) => ({ pointer: `/${field}`, detail })));
  }

  private async store(owner: string, id: string, wanted: GenerateImage, on: Executor): Promise<void> {
    const { prompt, size, quality, background, format, count } = wanted;
    const now = Date.now();
    if ((await this.generations.queuedOf(owner, on)) >= QUEUED_MAX) throw tooManyRequests(QUEUE_RETRY_AFTER);
    const conversation_id = await this.threadFor(owner, wanted, now, on);
    await this.generations.insert(owner, { id, conversation_id, prompt, size, quality, background, format, count, created_at: now }, on);
  }

  private async threadFor(owner: string, { prompt, conversationId }: GenerateImage, now: number, on: Executor): Promise<string> {
    if (conversationId !== undefined) {
      if (await this.conversations.touch(owner, conversationId, now, on)) return conversationId;
      throw notFound();
    }
    const id = uuidv7();
    await this.conversations.insert(owner, { id, title: titleOf(prompt), created_at: now, updated_at: now }, on);
    return id;
  }
}
