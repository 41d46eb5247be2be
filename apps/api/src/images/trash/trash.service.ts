import { Injectable } from '@nestjs/common';
import type { ImageList, ListTrash, TrashPage } from '@vitrine/contracts';
import { Config } from '../../config/config';
import type { ImageRow } from '../../database/schema';
import { writeCursor, readCursor } from '../../http/cursor';
import { notFound } from '../../problems/catalogue';
import { ImageFiles } from '../image-files';
import { ImageRepository } from '../image.repository';
import { ImageViews } from '../image-views';
import { UsageRepository } from '../usage.repository';

const EMPTY_AT_ONCE = 500;

/** What was deleted and can still come back. */
@Injectable()
export class TrashService {
  constructor(
    private readonly images: ImageRepository,
    private readonly usage: UsageRepository,
    private readonly views: ImageViews,
    private readonly files: ImageFiles,
    private readonly config: Config,
  ) {}

  async list(owner: string, { limit, cursor }: ListTrash): Promise<TrashPage> {
    const rows = await this.images.listOf(owner, { place: 'trash', limit: limit + 1, cursor: readCursor(cursor), order: 'newest' });
    const { trashed: total, trashed_bytes: bytes } = await this.usage.of(owner);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = rows.length > limit && last ? writeCursor({ at: last.created_at, id: last.id }) : null;
    return { images: await this.views.of(owner, page), nextCursor, total, bytes, days: this.config.trashDays };
  }

  /** Bytes first, rows second, as when an image is made: it is in the library only once its file is. */
  async restore(owner: string, filenames: readonly string[]): Promise<ImageList> {
    const rows = await this.images.findAll(owner, 'trash', filenames);
    if (!rows) throw notFound();
    await this.files.placeInLibrary(rows);
    const restored = await this.images.restore(owner, filenames);
    if (!restored) throw await this.lostRace(rows);
    await this.files.place(restored);
    return { images: await this.views.of(owner, restored) };
  }

  /** All of them or none. Their tags go with them, so they are told as they were before. */
  async purge(owner: string, filenames: readonly string[]): Promise<ImageList> {
    const rows = await this.images.findAll(owner, 'trash', filenames);
    if (!rows) throw notFound();
    const images = await this.views.of(owner, rows);
    await this.removeAll(owner, filenames);
    return { images };
  }

  async remove(image: ImageRow): Promise<void> {
    await this.removeAll(image.owner_id, [image.filename]);
  }

  /** Where somebody else took one of them meanwhile, one looks again: each time there are fewer. */
  async empty(owner: string): Promise<void> {
    for (let names = await this.someOf(owner); names.length > 0; names = await this.someOf(owner)) {
      const removed = await this.images.remove(owner, 'trash', names);
      if (removed) await this.files.erase(removed);
    }
  }

  private async removeAll(owner: string, filenames: readonly string[]): Promise<void> {
    const removed = await this.images.remove(owner, 'trash', filenames);
    if (!removed) throw notFound();
    await this.files.erase(removed);
  }

  private async someOf(owner: string): Promise<string[]> {
    const rows = await this.images.listOf(owner, { place: 'trash', limit: EMPTY_AT_ONCE, cursor: null, order: 'oldest' });
    return rows.map((row) => row.filename);
  }

  /** Somebody restored or purged one of them in between: each file goes back to where its row says, or goes with it. */
  private async lostRace(rows: readonly ImageRow[]): Promise<Error> {
    const gone = [];
    for (const row of rows) if (!(await this.images.exists(row.owner_id, row.id))) gone.push(row);
    await this.files.place(rows);
    await this.files.erase(gone);
    return notFound();
  }
}
