import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { GenerationRow } from '../database/schema';
import { IdempotencyRepository } from '../idempotency/idempotency.repository';
import { GenerationEvents } from './generation-events';
import { GenerationJobs } from './generation-jobs';
import { type Abandoned, GenerationQueueRepository, type Lease } from './generation-queue.repository';
import { GenerationRun } from './generation-run';
import { GenerationPace } from './generation-pace';

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Takes jobs that wait and runs them, as many at once as may be, until the process is told to stop. */
@Injectable()
export class GenerationWorker implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  /** Names this worker in the leases; another start of the process is another worker. */
  private readonly holder = randomUUID();
  private readonly running = new Map<string, Running>();
  private readonly timers: NodeJS.Timeout[] = [];
  private turn: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly queue: GenerationQueueRepository,
    private readonly jobs: GenerationJobs,
    private readonly job: GenerationRun,
    private readonly events: GenerationEvents,
    private readonly idempotency: IdempotencyRepository,
    private readonly pace: GenerationPace,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    const { leaseMs } = this.pace;
    // Three signs of life in a lease, so that one that is late does not end it.
    this.timers.push(setInterval(() => void this.inTurn(() => this.sweep()), leaseMs / 3));
    void this.inTurn(() => this.sweep());
  }

  /** Something waits, or there is room again. */
  wake(): void {
    void this.inTurn(() => this.takeAll());
  }

  /** The job has ended in the rows; whoever still works on it here may stop. */
  stop(id: string): void {
    this.running.get(id)?.abort.abort();
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** What runs may end within the grace; what does not is interrupted, and whoever waits is answered. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.inTurn(() => Promise.resolve());
    const all = Promise.all([...this.running.values()].map(({ ended }) => ended));
    await Promise.race([all, pause(this.pace.graceMs, this.timers)]);
    if (this.running.size > 0) await this.inTurn(() => this.giveUp({ heldBy: this.holder }));
    for (const { abort } of this.running.values()) abort.abort();
    await Promise.race([all, pause(this.pace.abortMs, this.timers)]);
    for (const timer of this.timers) clearTimeout(timer);
    await this.turn;
    this.events.end();
  }

  /** One thing after another: two looks at the queue at the same time would only get in each other's way. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      this.logger.error({ err: error }, 'the generation worker could not reach its rows; it tries again');
    });
    return this.turn;
  }

  private async takeAll(): Promise<void> {
    while (!this.stopping && this.running.size < this.pace.atOnce) {
      const job = await this.queue.claim(this.lease(), this.pace);
      if (!job) return;
      this.begin(job);
    }
  }

  private begin(job: GenerationRow): void {
    const abort = new AbortController();
    const ended = this.job
      .run(job, this.holder, abort.signal)
      .catch((error: unknown) => {
        this.logger.error({ err: error, generation: job.id }, 'a generation stopped without an end; it is found when its lease is over');
        this.events.lost(job.owner_id, job.id, error);
      })
      .finally(() => {
        this.running.delete(job.id);
        this.events.changed(job.owner_id, job.id);
        this.wake();
      });
    this.running.set(job.id, { abort, ended });
    this.events.changed(job.owner_id, job.id);
  }

  private async renew(): Promise<void> {
    const held = await this.queue.renew(this.lease(), [...this.running.keys()]);
    for (const [id, { abort }] of this.running) if (!held.has(id)) abort.abort();
  }

  /** Renews its own leases first: after the machine was suspended they have run out, and its jobs go on all the same. */
  private async sweep(): Promise<void> {
    const expiredAt = Date.now();
    await this.renew();
    await this.giveUp({ expiredAt });
    await this.idempotency.forgetOld();
    await this.takeAll();
  }

  private async giveUp(abandoned: Abandoned): Promise<void> {
    for (const { owner_id: owner, id } of await this.jobs.giveUp(abandoned)) this.events.changed(owner, id);
  }

  private lease(): Lease {
    return { holder: this.holder, until: Date.now() + this.pace.leaseMs };
  }
}

function pause(ms: number, timers: NodeJS.Timeout[]): Promise<void> {
  return new Promise((resolve) => timers.push(setTimeout(resolve, ms)));
}
