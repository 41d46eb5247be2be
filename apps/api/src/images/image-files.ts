import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { ImageRow } from '../database/schema';
import { ImageRepository } from './image.repository';
import { allKeysOf, keyBeforeMoveOf, keyOf } from './storage/image-key';
import { ImageStore } from './storage/image-store';

/** The files of images, kept where their rows say. Steps after a row's commit are not the caller's to fail: what is left over is swept. */
@Injectable()
export class ImageFiles {
  /** The last movement of each image that is under way: two at a time would each look where the other has just left. */
  private readonly moving = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: ImageStore,
    private readonly images: ImageRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** Durable when it resolves. */
  put(row: ImageRow, bytes: Uint8Array): Promise<void> {
    return this.store.put(keyOf(row), bytes);
  }

  /** Durable when it resolves, and rejects when one of them could not be moved: their rows say library only after this. */
  async placeInLibrary(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) {
      await this.inTurn(row, () => this.store.move(keyOf({ ...row, deleted_at: 1 }), keyOf({ ...row, deleted_at: null })));
    }
  }

  /** Moves the bytes to where the row says at the moment of the act: it may have changed since, and more than once. */
  async place(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) {
      await this.leaveToSweep('moved', row, () => this.inTurn(row, () => this.follow(row)));
    }
  }

  /** Removes everything that was kept for images whose rows are gone. */
  async erase(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) {
      await this.leaveToSweep('removed', row, async () => {
        for (const key of allKeysOf(row)) await this.store.remove(key);
      });
    }
  }

  private async follow({ owner_id: owner, filename }: ImageRow): Promise<void> {
    const row = (await this.images.find(owner, 'library', filename)) ?? (await this.images.find(owner, 'trash', filename));
    if (row) await this.store.move(keyBeforeMoveOf(row), keyOf(row));
  }

  private async inTurn({ id }: ImageRow, work: () => Promise<void>): Promise<void> {
    const turn = (this.moving.get(id) ?? Promise.resolve()).then(work, work);
    this.moving.set(id, turn);
    try {
      await turn;
    } finally {
      if (this.moving.get(id) === turn) this.moving.delete(id);
    }
  }

  private async leaveToSweep(act: string, row: ImageRow, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.error({ err: error, image: row.id }, `the files of an image could not be ${act}; they wait for the sweep`);
    }
  }
}
