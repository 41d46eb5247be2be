import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LeaseRepository } from '../database/lease.repository';
import type { ImageRow } from '../database/schema';
import { imagesUnavailable, notFound } from '../problems/catalogue';
import { ErasureRepository } from './erasure.repository';
import { ImageRepository } from './image.repository';
import { allKeysOf, keyBeforeMoveOf, keyOf, pathOf, thumbnailKeyOf } from './storage/image-key';
import { type ImageKey, ImageMissing, ImageStore } from './storage/image-store';
import { NotMovable, StoreSurvey } from './storage/store-survey';
import type { Thumbnails } from './thumbnails/thumbnail-maker';

/** While it is held, files whose rows are gone stay: a copy of the rows that is being made may still name them. */
export const BACKUP_LEASE = 'backup';

/** All that is needed to find whatever was kept for an image. */
export type Named = Pick<ImageRow, 'id' | 'owner_id' | 'filename'>;

/** The files of images, kept where their rows say. Steps after a row's commit are not the caller's to fail: what is left over is swept. */
@Injectable()
export class ImageFiles {
  /** The last act upon the files of each image that is under way: two at a time would each look where the other has just left. */
  private readonly acting = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: ImageStore,
    private readonly survey: StoreSurvey,
    private readonly images: ImageRepository,
    private readonly erasures: ErasureRepository,
    private readonly leases: LeaseRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** Durable when it resolves. */
  put(row: ImageRow, bytes: Uint8Array): Promise<void> {
    return this.store.put(keyOf(row), bytes);
  }

  /** Durable when it resolves: their rows say library only after this. Rejects, with all of them back where they were, when one could not be moved; those that are lost are named. */
  async placeInLibrary(rows: readonly ImageRow[]): Promise<void> {
    const placed = new Set<ImageRow>();
    try {
      for (const row of rows) if (await this.moveToLibrary(row)) placed.add(row);
      const lost = rows.filter((row) => !placed.has(row));
      await this.requireRows(lost);
      if (lost.length > 0) throw imagesUnavailable(lost.map((row) => row.filename));
    } catch (error) {
      await this.place([...placed]);
      throw error;
    }
  }

  /**
   * Both thumbnails, then the row's word of them, in the image's own turn: an erasure was before it, and then there is no
   * row, or it comes after it, stays promised until then, and takes all away, whenever a crash comes.
   */
  async keepThumbnails(row: Named, { images, thumbhash }: Thumbnails): Promise<void> {
    await this.inTurn(row, async () => {
      if (!(await this.images.exists(row.owner_id, row.id))) return;
      for (const size of [256, 512] as const) await this.putThumbnail(thumbnailKeyOf(row, size), images[size]);
      if (!(await this.images.setThumbhash(row.owner_id, row.id, thumbhash))) await this.removeThumbnailsOf(row);
    });
  }

  /** Of an image whose row went, but was not deleted by its owner. */
  async dropThumbnails(row: Named): Promise<void> {
    await this.leaveToSweep('removed', [row], () => this.inTurn(row, () => this.removeThumbnailsOf(row)));
  }

  /** Moves the bytes to where the row says at the moment of the act: it may have changed since, and more than once. */
  async place(rows: readonly Named[]): Promise<void> {
    for (const row of rows) {
      await this.leaveToSweep('moved', [row], () => this.inTurn(row, () => this.follow(row)));
    }
  }

  /**
   * Removes everything that was kept for images whose rows are gone, in the quarantine too. Resolves with how many it is
   * done with: none while a backup runs. A backup that begins after the question copied rows from which these are missing
   * already.
   */
  async erase(rows: readonly Named[]): Promise<number> {
    const ended: Named[] = [];
    await this.leaveToSweep('removed', rows, async () => {
      if (await this.leases.isHeld(BACKUP_LEASE, Date.now())) return;
      // One failure for all of them while the store is away.
      await this.store.ping();
      for (const row of rows) {
        await this.leaveToSweep('removed', [row], async () => {
          await this.inTurn(row, () => this.removeAllOf(row));
          ended.push(row);
        });
      }
      for (const owner of new Set(ended.map((row) => row.owner_id))) {
        const ids = ended.filter((row) => row.owner_id === owner).map((row) => row.id);
        await this.survey.eraseAside(owner, ids);
        await this.erasures.end(owner, ids);
      }
    });
    return ended.length;
  }

  /** Removes what was kept for an image that never had a row. */
  async discard(row: Named): Promise<void> {
    await this.leaveToSweep('removed', [row], () => this.removeAllOf(row));
  }

  /** A file that is missing because its row has been deleted in between is not lost. @throws notFound */
  private async requireRows(rows: readonly Named[]): Promise<void> {
    for (const row of rows) if (!(await this.images.exists(row.owner_id, row.id))) throw notFound();
  }

  /** False when its file is in neither place. */
  private async moveToLibrary(row: ImageRow): Promise<boolean> {
    try {
      await this.inTurn(row, () => this.store.move(keyOf({ ...row, deleted_at: 1 }), keyOf({ ...row, deleted_at: null })));
      return true;
    } catch (error) {
      if (error instanceof ImageMissing) return false;
      throw error;
    }
  }

  private async follow({ owner_id: owner, filename }: Named): Promise<void> {
    const row = (await this.images.find(owner, 'library', filename)) ?? (await this.images.find(owner, 'trash', filename));
    if (row) await this.store.move(keyBeforeMoveOf(row), keyOf(row));
  }

  private async inTurn({ id }: Named, work: () => Promise<void>): Promise<void> {
    const turn = (this.acting.get(id) ?? Promise.resolve()).then(work, work);
    this.acting.set(id, turn);
    try {
      await turn;
    } finally {
      if (this.acting.get(id) === turn) this.acting.delete(id);
    }
  }

  private async removeAllOf(row: Named): Promise<void> {
    for (const key of allKeysOf(row)) await this.removeObject(key);
  }

  private async removeThumbnailsOf(row: Named): Promise<void> {
    for (const size of [256, 512] as const) await this.removeObject(thumbnailKeyOf(row, size));
  }

  /** What is no file is nothing that we made: it is set aside, and the removal is done. */
  private async removeObject(key: ImageKey): Promise<void> {
    try {
      await this.store.remove(key);
    } catch (error) {
      if (!(await this.setAsideUnlessFile(key))) throw error;
    }
  }

  /** A folder in its place would block every attempt to write it. */
  private async putThumbnail(key: ImageKey, bytes: Uint8Array): Promise<void> {
    try {
      await this.store.put(key, bytes);
    } catch (error) {
      if (!(await this.setAsideUnlessFile(key))) throw error;
      await this.store.put(key, bytes);
    }
  }

  private async setAsideUnlessFile(key: ImageKey): Promise<boolean> {
    const path = pathOf(key);
    try {
      const aside = await this.survey.setAsideUnlessFile(key, new Date().toISOString().slice(0, 10), 'no regular file');
      if (aside === null) return false;
      this.logger.warn({ event: 'not-a-file.set-aside', path, aside }, 'something other than a file was in the place of a file of an image; it is in the quarantine');
    } catch (error) {
      if (!(error instanceof NotMovable)) throw error;
      this.logger.warn({ event: 'not-a-file.not-movable', path, err: error }, 'something other than a file is in the place of a file of an image, and stays; move it by hand');
    }
    return true;
  }

  private async leaveToSweep(act: string, rows: readonly Named[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error({ err: error, images: rows.map((row) => row.id) }, `the files of images could not be ${act}; they wait for the sweep`);
    }
  }
}
