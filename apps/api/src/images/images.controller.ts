import { Controller, Delete, Get, HttpCode, Query, Req, Res, UseGuards } from '@nestjs/common';
import { DeleteImage, Image, ImagePage, ListImages, MIME_TYPES, OpenImage } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import type { ImageRow } from '../database/schema';
import { ClientGone } from '../http/client-gone';
import { Operation } from '../http/operation.decorator';
import { sendBytes } from '../http/send-bytes';
import { ImageBytes } from './image-bytes';
import { ImageOwnerGuard, OwnedImage, TrashOwnerGuard } from './image-owner.guard';
import { ImagesService } from './images.service';

@Controller('ai')
export class ImagesController {
  constructor(
    private readonly images: ImagesService,
    private readonly bytes: ImageBytes,
  ) {}

  @Get('my-images')
  @Policy('image:list')
  @Operation({
    id: 'listImages',
    summary: 'Your images, page by page',
    description: 'Newest first, unless `order` says otherwise. All filters that are given must hold. Follow `nextCursor` until it is null; a page is never skipped or repeated by images that come in between.',
    tag: 'images',
    answers: ImagePage,
    large: 'reads',
    problems: ['server-busy'],
  })
  list(@CurrentUser() user: Caller, @Query({ schema: ListImages }) page: ListImages, @ClientGone() gone: AbortSignal): Promise<ImagePage> {
    return this.images.list(user.userId, page, gone);
  }

  @Get('my-images/:filename')
  @Policy('image:read')
  @UseGuards(ImageOwnerGuard)
  @Operation({
    id: 'getImage',
    summary: 'What is known of one image',
    description: 'Its prompt, size, model and everything else but its bytes. An image in the trash is not found here.',
    tag: 'images',
    answers: Image,
    problems: ['not-found'],
  })
  read(@OwnedImage() image: ImageRow): Promise<Image> {
    return this.images.view(image);
  }

  @Get('images/:filename')
  @Policy('image:bytes')
  @UseGuards(ImageOwnerGuard)
  @Operation({
    id: 'openImage',
    summary: 'The bytes of one image, exactly as its maker sent them',
    description: 'Understands `Range`, `If-None-Match`, `If-Range` and `HEAD`. The media cookie is enough, so that a plain `<img>` works.',
    tag: 'images',
    produces: MIME_TYPES,
    revalidates: true,
    headers: ['Content-Disposition'],
    security: ['bearer', 'media-cookie'],
    problems: ['not-found', 'range-not-satisfiable', 'storage-unavailable'],
  })
  async open(@OwnedImage() image: ImageRow, @Query({ schema: OpenImage }) options: OpenImage, @Req() request: Request, @Res() response: Response): Promise<void> {
    return sendBytes(request, response, await this.bytes.of(image, options));
  }

  @Get('images/trash/:filename')
  @Policy('image:bytes')
  @UseGuards(TrashOwnerGuard)
  @Operation({
    id: 'openTrashedImage',
    summary: 'The bytes of one image in the trash',
    description: 'As `openImage`, for an image in the trash.',
    tag: 'trash',
    produces: MIME_TYPES,
    revalidates: true,
    headers: ['Content-Disposition'],
    security: ['bearer', 'media-cookie'],
    problems: ['not-found', 'range-not-satisfiable', 'storage-unavailable'],
  })
  async openTrashed(@OwnedImage() image: ImageRow, @Query({ schema: OpenImage }) options: OpenImage, @Req() request: Request, @Res() response: Response): Promise<void> {
    return sendBytes(request, response, await this.bytes.of(image, options));
  }

  @Delete('images/:filename')
  @HttpCode(204)
  @Policy('image:delete')
  @UseGuards(ImageOwnerGuard)
  @Operation({
    id: 'deleteImage',
    summary: 'Delete one image: into the trash, or permanently',
    description: 'Into the trash, from which it can be restored for some days; permanently with `permanent=true`, or when the server keeps no trash.',
    tag: 'images',
    status: 204,
    problems: ['not-found'],
  })
  remove(@OwnedImage() image: ImageRow, @Query({ schema: DeleteImage }) options: DeleteImage): Promise<void> {
    return this.images.remove(image, options);
  }
}
