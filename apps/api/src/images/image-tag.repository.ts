import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';

/** The tags of images: for each image its own, in alphabetical order. */
export type TagsByImage = ReadonlyMap<string, readonly string[]>;

@Injectable()
export class ImageTagRepository {
  constructor(private readonly db: Database) {}

  async ofImages(owner: string, images: readonly { readonly id: string }[], on: Executor = this.db): Promise<TagsByImage> {
    if (images.length === 0) return new Map();
    const rows = await on
      .selectFrom('image_tags')
      .select(['image_id', 'tag'])
      .where('owner_id', '=', owner)
      .where('image_id', 'in', images.map((image) => image.id))
      .orderBy('tag')
      .execute();
    const grouped = Map.groupBy(rows, (row) => row.image_id);
    return new Map([...grouped].map(([id, ofImage]) => [id, ofImage.map((row) => row.tag)]));
  }

  async add(owner: string, imageIds: readonly string[], tags: readonly string[], on: Executor): Promise<void> {
    if (imageIds.length === 0) return;
    // Tag by tag: a statement takes no more than some ten thousands of values.
    for (const tag of tags) {
      const values = imageIds.map((image_id) => ({ owner_id: owner, tag, image_id }));
      await on.insertInto('image_tags').values(values).onConflict((conflict) => conflict.doNothing()).execute();
    }
  }

  async remove(owner: string, imageIds: readonly string[], tags: readonly string[], on: Executor): Promise<void> {
    if (tags.length === 0) return;
    await on.deleteFrom('image_tags').where('owner_id', '=', owner).where('image_id', 'in', imageIds).where('tag', 'in', tags).execute();
  }

  async replace(owner: string, imageId: string, tags: readonly string[], on: Executor): Promise<void> {
    await on.deleteFrom('image_tags').where('owner_id', '=', owner).where('image_id', '=', imageId).execute();
    await this.add(owner, [imageId], tags, on);
  }
}
