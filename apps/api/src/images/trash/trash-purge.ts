import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Config } from '../../config/config';
import { KnownTime } from '../../database/known-time';
import type { ImageRow } from '../../database/schema';
import { ImageFiles } from '../image-files';
import { ImageRepository } from '../image.repository';
import { MaintenanceRepository } from '../maintenance.repository';

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = 60 * 60 * 1000;
const AT_ONCE = 100;

/** Ends what has been in the trash for longer than it may. */
@Injectable()
export class TrashPurge implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly maintenance: MaintenanceRepository,
    private readonly images: ImageRepository,
    private readonly files: ImageFiles,
    private readonly clock: KnownTime,
    private readonly config: Config,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    const run = () => void this.purgeIfClockIsTrusted(Date.now()).catch((error: unknown) => this.logger.error({ err: error }, 'the trash could not be purged'));
    run();
    this.timer = setInterval(run, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** A clock that is far ahead, or was behind, would end what has just been deleted. Resolves as `purge` does, with 0 while the clock is doubted. */
  async purgeIfClockIsTrusted(now: number): Promise<number> {
    if (await this.clock.canBeOlderThan(this.config.trashDays * DAY_MS, now)) return this.purge(now);
    this.logger.warn({ event: 'clock.doubted', now }, 'the clock is far ahead of the last known time, or was behind: the trash is not purged for now');
    return 0;
  }

  /** Resolves with how many images it ended. */
  async purge(now: number): Promise<number> {
    const before = now - this.config.trashDays * DAY_MS;
    let ended = 0;
    for (;;) {
      const due = await this.maintenance.trashedBefore(before, AT_ONCE);
      for (const row of due) ended += await this.end(row);
      if (due.length < AT_ONCE) return ended;
    }
  }

  /** Asks again for the row at the moment of the act: its owner may have restored it since. */
  private async end(row: ImageRow): Promise<number> {
    const removed = await this.images.remove(row.owner_id, 'trash', [row.filename]);
    if (!removed) return 0;
    await this.files.erase(removed);
    return 1;
  }
}
