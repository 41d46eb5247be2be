import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { InstallationRepository } from '../../database/installation.repository';
import type { ImageRow } from '../../database/schema';
import { openImage } from '../decoding/open-image';
import { ImageRepository } from '../image.repository';
import { IntactImages } from '../intact-images';
import { MaintenanceRepository } from '../maintenance.repository';
import { ImageStore } from '../storage/image-store';
import { StoreIdentity } from '../storage/store-identity';
import { whereverItIs } from '../storage/wherever-it-is';
import { mayBeOutdated, OUTDATED_HEAD_BYTES } from './outdated';
import { ThumbnailsService } from './thumbnails.service';

/** Raise it, and change `mayBeOutdated`, when thumbnails or sizes are derived in another way. */
const VERSION = 2;
const PAGE = 100;
const PAUSE_MS = 50;
const END = 'end';

/**
 * Derives sizes and thumbnails again where an earlier version derived others. Runs once in the background after the first
 * start of a new version, one image at a time, and continues after a restart where it was. Originals are only read.
 */
@Injectable()
export class ThumbnailUpgrade implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly installation: InstallationRepository,
    private readonly maintenance: MaintenanceRepository,
    private readonly images: ImageRepository,
    private readonly intact: IntactImages,
    private readonly thumbnails: ThumbnailsService,
    private readonly store: ImageStore,
    private readonly identity: StoreIdentity,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.logger.error({ event: 'thumbnailUpgrade.failed', err: error }, 'the upgrade of thumbnails stopped; the next start continues it');
    });
  }

  /** Resolves when the run has ended. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    for (let after = await this.position(); after !== END; ) {
      const rows = await this.maintenance.mayBeOutdatedAfter(after, PAGE);
      for (const row of rows) {
        if (this.stopping.signal.aborted) return;
        if (await this.upgrade(row)) await this.keepPosition(row.id);
      }
      after = rows.at(-1)?.id ?? END;
      await this.keepPosition(after);
      if (after !== END) await wait(PAUSE_MS, undefined, { signal: this.stopping.signal });
    }
  }

  /** Whether it was derived again. One image that cannot be read is left as it is; a store that is away ends the run. */
  private async upgrade(row: ImageRow): Promise<boolean> {
    try {
      if (!mayBeOutdated(await this.headOf(row))) return false;
      await this.deriveAgain(row);
      return true;
    } catch (error) {
      if (!(await this.identity.isRecognized())) throw error;
      this.logger.warn({ event: 'thumbnailUpgrade.skipped', err: error, image: row.id }, 'thumbnails could not be upgraded');
      return false;
    }
  }

  private async deriveAgain(row: ImageRow): Promise<void> {
    const { width, height } = await openImage(await this.intact.read(row));
    if (width !== row.width || height !== row.height) await this.images.setSize(row.owner_id, row.id, { width, height });
    await this.thumbnails.idle();
    await this.thumbnails.make(row);
  }

  private headOf(row: ImageRow): Promise<Buffer> {
    return whereverItIs(row, async (key) => buffer(await this.store.open(key, { start: 0, end: Math.min(OUTDATED_HEAD_BYTES, row.bytes) - 1 })));
  }

  /** The id of the last image that was looked at. */
  private async position(): Promise<string> {
    const [version, after = ''] = ((await this.installation.find('thumbnail-upgrade')) ?? '').split(' ');
    return version === String(VERSION) ? after : '';
  }

  private async keepPosition(after: string): Promise<void> {
    await this.installation.set('thumbnail-upgrade', `${String(VERSION)} ${after}`);
  }
}
