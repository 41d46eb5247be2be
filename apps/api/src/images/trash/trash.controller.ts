import { Body, Controller, Delete, Get, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { ImageList, ImageNames, ListTrash, TrashPage } from '@vitrine/contracts';
import type { Caller } from '../../access/caller';
import { CurrentUser } from '../../access/current-user.decorator';
import { Policy } from '../../access/policy.decorator';
import type { ImageRow } from '../../database/schema';
import { Operation } from '../../http/operation.decorator';
import { OwnedImage, TrashOwnerGuard } from '../image-owner.guard';
import { TrashService } from './trash.service';

@Controller('ai/trash')
export class TrashController {
  constructor(private readonly trash: TrashService) {}

  @Get()
  @Policy('image:list')
  @Operation({
    id: 'listTrash',
    summary: 'What you deleted and can restore, page by page',
    description: 'Newest first. Every image has `deletedAt`; `days` is after how many days it is deleted permanently.',
    tag: 'trash',
    answers: TrashPage,
    large: 'reads',
  })
  list(@CurrentUser() user: Caller, @Query({ schema: ListTrash }) page: ListTrash): Promise<TrashPage> {
    return this.trash.list(user.userId, page);
  }

  @Post('restore')
  @HttpCode(200)
  @Policy('image:change')
  @Operation({
    id: 'restoreImages',
    summary: 'Put images back into the library: all of them or none',
    description: 'When files are lost, the problem names their images: the others can be restored without them.',
    tag: 'trash',
    answers: ImageList,
    large: 'changes',
    problems: ['not-found', 'storage-unavailable', 'storage-full'],
  })
  restore(@CurrentUser() user: Caller, @Body({ schema: ImageNames }) names: ImageNames): Promise<ImageList> {
    return this.trash.restore(user.userId, names.filenames);
  }

  @Post('purge')
  @HttpCode(200)
  @Policy('image:delete')
  @Operation({
    id: 'purgeImages',
    summary: 'Delete many images of the trash permanently, all of them or none',
    description: 'Answered with what is gone, as it last was.',
    tag: 'trash',
    answers: ImageList,
    large: 'changes',
    problems: ['not-found'],
  })
  purge(@CurrentUser() user: Caller, @Body({ schema: ImageNames }) names: ImageNames): Promise<ImageList> {
    return this.trash.purge(user.userId, names.filenames);
  }

  @Delete(':filename')
  @HttpCode(204)
  @Policy('image:delete')
  @UseGuards(TrashOwnerGuard)
  @Operation({
    id: 'purgeImage',
    summary: 'Delete one image of the trash permanently',
    description: 'The image cannot be restored afterwards.',
    tag: 'trash',
    status: 204,
    problems: ['not-found'],
  })
  remove(@OwnedImage() image: ImageRow): Promise<void> {
    return this.trash.remove(image);
  }

  @Delete()
  @HttpCode(204)
  @Policy('image:delete')
  @Operation({
    id: 'emptyTrash',
    summary: 'Delete everything in the trash permanently',
    description: 'The images cannot be restored afterwards.',
    tag: 'trash',
    status: 204,
  })
  empty(@CurrentUser() user: Caller): Promise<void> {
    return this.trash.empty(user.userId);
  }
}
