import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Config } from '../config/config';
import { RefreshTokens } from './refresh-tokens';
import { SessionRepository } from './session.repository';

const EVERY_MS = 60 * 60 * 1000;

/** Deletes rows that nothing can be done with any more: sessions that are over, and refresh tokens spent long ago. */
@Injectable()
export class SessionSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: Config,
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.begin();
    this.timer = setInterval(() => { this.begin(); }, EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Resolves when what was begun is done. */
  idle(): Promise<void> {
    return this.running;
  }

  async run(): Promise<void> {
    const now = Date.now();
    // Sessions that began under a longer maximum.
    await this.sessions.limitAll(this.config.sessionMaxMs);
    await this.refreshTokens.sweep(now);
    await this.sessions.sweepAll(now);
  }

  private begin(): void {
    this.running = this.run().catch((err: unknown) => {
      this.logger.warn({ event: 'session-sweep.failed', err }, 'sessions that are over were not deleted');
    });
  }
}
