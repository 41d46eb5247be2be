import { Injectable } from '@nestjs/common';
import type { ChangeImage, DeleteImages, FavoriteImages, Image, TagImages } from '@vitrine/contracts';
import type { ImageRow } from '../../database/schema';
import { notFound } from '../../problems/catalogue';
import { ImageViews } from '../image-views';
import { ImagesService } from '../images.service';
import { OrganiseRepository } from './organise.repository';

/** What an owner says of their images, of one or of many: of many, of all or of none. */
@Injectable()
export class OrganiseService {
  constructor(
    private readonly rows: OrganiseRepository,
    private readonly views: ImageViews,
    private readonly images: ImagesService,
  ) {}

  async change(image: ImageRow, change: ChangeImage): Promise<Image> {
    const changed = await this.rows.change(image.owner_id, image.filename, change);
    if (!changed) throw notFound();
    return this.views.one(changed);
  }

  removeAll(owner: string, { filenames, permanent }: DeleteImages): Promise<void> {
    return this.images.removeAll(owner, filenames, permanent);
  }

  async favorite(owner: string, { filenames, favorite }: FavoriteImages): Promise<void> {
    if (!(await this.rows.favorite(owner, filenames, favorite))) throw notFound();
  }

  async tag(owner: string, { filenames, add, remove }: TagImages): Promise<void> {
    if (!(await this.rows.tag(owner, filenames, add, remove))) throw notFound();
  }
}
