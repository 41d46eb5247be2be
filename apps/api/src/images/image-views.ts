import { Injectable } from '@nestjs/common';
import type { Image } from '@vitrine/contracts';
import type { ImageRow } from '../database/schema';
import { ImageTagRepository } from './image-tag.repository';
import { toImage } from './image.view';

/** Rows as their owner is shown them, with their tags: one read more, however many there are. */
@Injectable()
export class ImageViews {
  constructor(private readonly tags: ImageTagRepository) {}

  async of(owner: string, rows: readonly ImageRow[]): Promise<Image[]> {
    const tags = await this.tags.ofImages(owner, rows);
    return rows.map((row) => toImage(row, tags.get(row.id) ?? []));
  }

  async one(row: ImageRow): Promise<Image> {
    const tags = await this.tags.ofImages(row.owner_id, [row]);
    return toImage(row, tags.get(row.id) ?? []);
  }
}
