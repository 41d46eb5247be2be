import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { ImageRow } from '../database/schema';
import { allKeysOf, keyBeforeMoveOf, keyOf } from './storage/image-key';
import { ImageStore } from './storage/image-store';

/** The files of images, kept where their rows say. Steps after a row's commit are not the caller's to fail: what is left over is swept. */
@Injectable()
export class ImageFiles {
  constructor(
    private readonly store: ImageStore,
    private readonly logger: PinoLogger,
  ) {}

  /** Durable when it resolves. */
  put(row: ImageRow, bytes: Uint8Array): Promise<void> {
    return this.store.put(keyOf(row), bytes);
  }

  /** Durable when it resolves, and rejects when one of them could not be moved: their rows say library only after this. */
  async placeInLibrary(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) await this.store.move(keyOf(row), keyOf({ ...row, deleted_at: null }));
  }

  /** Moves the bytes to where the row says. */
  async place(row: ImageRow): Promise<void> {
    await this.leaveToSweep('moved', row, () => this.store.move(keyBeforeMoveOf(row), keyOf(row)));
  }

  /** Removes everything that was kept for images whose rows are gone. */
  async erase(rows: readonly ImageRow[]): Promise<void> {
    for (const row of rows) {
      await this.leaveToSweep('removed', row, async () => {
        for (const key of allKeysOf(row)) await this.store.remove(key);
      });
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
