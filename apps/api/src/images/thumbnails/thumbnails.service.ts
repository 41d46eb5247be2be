import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { ImageRow } from '../../database/schema';
import { ImageFiles } from '../image-files';
import { IntactImages } from '../intact-images';
import { MaintenanceRepository } from '../maintenance.repository';
import { ThumbnailMaker } from './thumbnail-maker';

const BACKLOG_AT_ONCE = 100;

/** Makes thumbnails one after another, off the path of any request, and again when they are lost. */
@Injectable()
export class ThumbnailsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly queue = new Map<string, ImageRow>();
  /** Not tried again before the next start: the original is shown in their place. */
  private readonly failed = new Set<string>();
  private working: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly files: ImageFiles,
    private readonly maintenance: MaintenanceRepository,
    private readonly intact: IntactImages,
    private readonly maker: ThumbnailMaker,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    void this.takeBacklog('').catch((error: unknown) => this.logger.error({ err: error }, 'the thumbnails still to make could not be read'));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.working;
  }

  want(row: ImageRow): void {
    if (this.stopping || this.failed.has(row.id)) return;
    this.queue.set(row.id, row);
    this.working ??= this.work().finally(() => (this.working = null));
  }

  /** Resolves when nothing is left to make. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  private async takeBacklog(afterId: string): Promise<void> {
    const rows = await this.maintenance.withoutThumbnails(afterId, BACKLOG_AT_ONCE);
    for (const row of rows) this.want(row);
    await this.idle();
    const last = rows.at(-1);
    if (last && rows.length === BACKLOG_AT_ONCE && !this.stopping) await this.takeBacklog(last.id);
  }

  private async work(): Promise<void> {
    for (let row = this.next(); row && !this.stopping; row = this.next()) {
      try {
        await this.files.keepThumbnails(row, await this.maker.make(await this.intact.read(row)));
      } catch (error) {
        this.failed.add(row.id);
        this.logger.warn({ err: error, image: row.id }, 'no thumbnails could be made; the original stands in for them');
      }
    }
  }

  private next(): ImageRow | undefined {
    const [row] = this.queue.values();
    if (row) this.queue.delete(row.id);
    return row;
  }
}
