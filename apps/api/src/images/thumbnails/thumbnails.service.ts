import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { ImageRow } from '../../database/schema';
import { ProblemException } from '../../problems/problem.exception';
import { decodingMemory, PIXEL_BYTES_MAX } from '../decoding/decoding-memory';
import { ImageFiles } from '../image-files';
import { ImageRepository } from '../image.repository';
import { IntactImages } from '../intact-images';
import { MaintenanceRepository } from '../maintenance.repository';
import { LaterTries } from './later-tries';
import { ThumbnailMaker, Undecodable } from './thumbnail-maker';

const BACKLOG_AT_ONCE = 100;

/** Makes thumbnails one after another, off the path of any request, and again when they are lost. */
@Injectable()
export class ThumbnailsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly queue = new Map<string, ImageRow>();
  /** No pictures: the original is shown in their place, and nothing else will be. */
  private readonly undecodable = new Set<string>();
  private readonly later = new LaterTries((row) => this.enqueue(row));
  private working: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly images: ImageRepository,
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
    this.later.stop();
    await this.working;
  }

  want(row: ImageRow): void {
    if (!this.undecodable.has(row.id) && !this.later.hasJustFailed(row.id)) this.enqueue(row);
  }

  /** Resolves when nothing is left to make. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  private enqueue(row: ImageRow): void {
    if (this.stopping) return;
    this.queue.set(row.id, row);
    this.working ??= this.work().finally(() => (this.working = null));
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
        await this.make(row);
        this.later.forget(row.id);
      } catch (error) {
        if (isNotFound(error)) continue; // Deleted permanently in between.
        if (error instanceof Undecodable) this.undecodable.add(row.id);
        else this.later.add(row);
        this.logger.warn({ err: error, image: row.id }, 'no thumbnails could be made; the original stands in for them');
      }
    }
  }

  /** Makes them now. Nothing happens when the image has been deleted. Rejects with `Undecodable`, or when it may work later. */
  async make({ owner_id: owner, id }: ImageRow): Promise<void> {
    const row = await this.images.byId(owner, id);
    if (!row) return;
    const thumbnails = await decodingMemory.run(row.width * row.height * PIXEL_BYTES_MAX, async () => this.maker.make(await this.intact.read(row)));
    await this.files.keepThumbnails(row, thumbnails);
  }

  private next(): ImageRow | undefined {
    const [row] = this.queue.values();
    if (row) this.queue.delete(row.id);
    return row;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ProblemException && error.problem === 'not-found';
}
