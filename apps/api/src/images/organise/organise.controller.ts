import { Body, Controller, HttpCode, Patch, Post, UseGuards } from '@nestjs/common';
import { ChangeImage, DeleteImages, FavoriteImages, Image, TagImages } from '@vitrine/contracts';
import type { Caller } from '../../access/caller';
import { CurrentUser } from '../../access/current-user.decorator';
import { Policy } from '../../access/policy.decorator';
import type { ImageRow } from '../../database/schema';
import { Operation } from '../../http/operation.decorator';
import { ImageOwnerGuard, OwnedImage } from '../image-owner.guard';
import { OrganiseService } from './organise.service';

@Controller('ai')
export class OrganiseController {
  constructor(private readonly organise: OrganiseService) {}

  @Patch('my-images/:filename')
  @Policy('image:change')
  @UseGuards(ImageOwnerGuard)
  @Operation({
    id: 'changeImage',
    summary: 'Give an image a title, tags or a heart, or take them away',
    description: 'Changes only the fields that are sent.',
    tag: 'images',
    answers: Image,
    problems: ['not-found'],
  })
  change(@OwnedImage() image: ImageRow, @Body({ schema: ChangeImage }) wanted: ChangeImage): Promise<Image> {
    return this.organise.change(image, wanted);
  }

  @Post('images/delete')
  @HttpCode(204)
  @Policy('image:delete')
  @Operation({
    id: 'deleteImages',
    summary: 'Delete many images, all of them or none: into the trash, or permanently',
    description: 'As `deleteImage`, for up to 1,000 images. When one of them is not found, nothing is deleted.',
    tag: 'images',
    status: 204,
    problems: ['not-found'],
  })
  removeAll(@CurrentUser() user: Caller, @Body({ schema: DeleteImages }) wanted: DeleteImages): Promise<void> {
    return this.organise.removeAll(user.userId, wanted);
  }

  @Post('images/favorite')
  @HttpCode(204)
  @Policy('image:change')
  @Operation({
    id: 'favoriteImages',
    summary: 'Make many images favourites or not, all of them or none',
    description: 'When one of the images is not found, nothing is changed.',
    tag: 'images',
    status: 204,
    problems: ['not-found'],
  })
  favorite(@CurrentUser() user: Caller, @Body({ schema: FavoriteImages }) wanted: FavoriteImages): Promise<void> {
    return this.organise.favorite(user.userId, wanted);
  }

  @Post('images/tags')
  @HttpCode(204)
  @Policy('image:change')
  @Operation({
    id: 'tagImages',
    summary: 'Take tags from many images and give them others, all of them or none',
    description: 'The tags of `remove` are taken away first, then those of `add` are given. When one image is not found or would have too many tags, nothing is changed.',
    tag: 'images',
    status: 204,
    problems: ['not-found', 'conflict'],
  })
  tag(@CurrentUser() user: Caller, @Body({ schema: TagImages }) wanted: TagImages): Promise<void> {
    return this.organise.tag(user.userId, wanted);
  }
}
