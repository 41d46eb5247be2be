import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { Album, AlbumList, ChangeAlbum, ImageNames, NameAlbum } from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { sendCreated } from '../http/send-answer';
import { AlbumsService } from './albums.service';

@Controller('ai/albums')
export class AlbumsController {
  constructor(private readonly albums: AlbumsService) {}

  @Get()
  @Policy('album:read')
  @Operation({
    id: 'listAlbums',
    summary: 'Your albums, the newest first',
    description: 'All of them in one answer.',
    tag: 'albums',
    answers: AlbumList,
    large: 'reads',
  })
  list(@CurrentUser() user: Caller): Promise<AlbumList> {
    return this.albums.list(user.userId);
  }

  @Post()
  @Policy('album:change')
  @Operation({
    id: 'createAlbum',
    summary: 'Begin an album',
    description: 'It is empty at first. An account can have up to 1,000 albums.',
    tag: 'albums',
    status: 201,
    answers: Album,
    headers: ['Location'],
    problems: ['conflict'],
  })
  create(@CurrentUser() user: Caller, @Body({ schema: NameAlbum }) wanted: NameAlbum, @Res() response: Response): Promise<void> {
    return sendCreated(response, ({ id }) => `/api/ai/albums/${id}`, this.albums.create(user.userId, wanted));
  }

  @Get(':id')
  @Policy('album:read')
  @Operation({
    id: 'getAlbum',
    summary: 'One album; its images are listed by the filter',
    description: 'Its name, its cover and how many images are in it. List them by `listImages` with `album`.',
    tag: 'albums',
    answers: Album,
    problems: ['not-found'],
  })
  read(@CurrentUser() user: Caller, @Param('id') id: string): Promise<Album> {
    return this.albums.read(user.userId, id);
  }

  @Patch(':id')
  @Policy('album:change')
  @Operation({
    id: 'changeAlbum',
    summary: 'Give an album another name or cover',
    description: 'Changes only the fields that are sent. The cover must be an image of the library.',
    tag: 'albums',
    answers: Album,
    problems: ['not-found'],
  })
  change(@CurrentUser() user: Caller, @Param('id') id: string, @Body({ schema: ChangeAlbum }) wanted: ChangeAlbum): Promise<Album> {
    return this.albums.change(user.userId, id, wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('album:change')
  @Operation({
    id: 'deleteAlbum',
    summary: 'Delete an album; its images stay in the library',
    description: 'Only the grouping is deleted, no image.',
    tag: 'albums',
    status: 204,
    problems: ['not-found'],
  })
  remove(@CurrentUser() user: Caller, @Param('id') id: string): Promise<void> {
    return this.albums.remove(user.userId, id);
  }

  @Post(':id/images')
  @HttpCode(200)
  @Policy('album:change')
  @Operation({
    id: 'addToAlbum',
    summary: 'Put images into an album, all of them or none',
    description: 'Images that are in it already stay. When one is not found, nothing is changed.',
    tag: 'albums',
    answers: Album,
    problems: ['not-found'],
  })
  add(@CurrentUser() user: Caller, @Param('id') id: string, @Body({ schema: ImageNames }) names: ImageNames): Promise<Album> {
    return this.albums.add(user.userId, id, names.filenames);
  }

  @Post(':id/images/remove')
  @HttpCode(200)
  @Policy('album:change')
  @Operation({
    id: 'removeFromAlbum',
    summary: 'Take images out of an album; they stay in the library',
    description: 'Images that are not in it are ignored. When one is not found, nothing is changed.',
    tag: 'albums',
    answers: Album,
    problems: ['not-found'],
  })
  take(@CurrentUser() user: Caller, @Param('id') id: string, @Body({ schema: ImageNames }) names: ImageNames): Promise<Album> {
    return this.albums.take(user.userId, id, names.filenames);
  }
}
