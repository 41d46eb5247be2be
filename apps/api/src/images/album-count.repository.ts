import { Injectable } from '@nestjs/common';
import type { Executor } from '../database/database';

/** How many images of the library each album has, counted where it changes and never over an album. */
@Injectable()
export class AlbumCountRepository {
  /** These images come into the library, and so do their places in albums. */
  gain(owner: string, imageIds: readonly string[], on: Executor): Promise<void> {
    return this.count(owner, imageIds, 1, on);
  }

  /** These images are about to leave the library. */
  lose(owner: string, imageIds: readonly string[], on: Executor): Promise<void> {
    return this.count(owner, imageIds, -1, on);
  }

  private async count(owner: string, imageIds: readonly string[], each: 1 | -1, on: Executor): Promise<void> {
    const placed = await on
      .selectFrom('album_images')
      .select((row) => ['album_id', row.fn.countAll<number>().as('images')])
      .where('image_id', 'in', imageIds)
      .groupBy('album_id')
      .execute();
    for (const { album_id, images } of placed) {
      await on
        .updateTable('albums')
        .set((row) => ({ images: row('images', '+', each * Number(images)) }))
        .where('owner_id', '=', owner)
        .where('id', '=', album_id)
        .execute();
    }
  }
}
