import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { DetailsOf, Facets, ImageList, IndexAnswer, ReadIndex } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import type { Caller } from '../../access/caller';
import { CurrentUser } from '../../access/current-user.decorator';
import { Policy } from '../../access/policy.decorator';
import { ClientGone } from '../../http/client-gone';
import { Operation } from '../../http/operation.decorator';
import { LibraryIndexAnswers } from './library-index-answers';
import { LibraryIndexService } from './library-index.service';

@Controller('ai/my-images')
export class LibraryIndexController {
  constructor(
    private readonly index: LibraryIndexService,
    private readonly answers: LibraryIndexAnswers,
  ) {}

  @Get('index')
  @Policy('image:list')
  @Operation({
    id: 'getLibraryIndex',
    summary: 'Enough of the whole library to lay it out, or what changed since a version',
    description: 'Columns of equal length, in the order of the list. Answers 304 to an `If-None-Match` with the present ETag.',
    tag: 'images',
    answers: IndexAnswer,
    large: 'reads',
    revalidates: true,
    problems: ['server-busy'],
  })
  read(@CurrentUser() user: Caller, @Query({ schema: ReadIndex }) query: ReadIndex, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.answers.send(user.userId, query, request, response);
  }

  @Get('facets')
  @Policy('image:list')
  @Operation({
    id: 'getFacets',
    summary: 'What there is to filter by, and how much of it all',
    description: 'The models and tags that occur in the library, and the number and size of its images.',
    tag: 'images',
    answers: Facets,
    large: 'reads',
  })
  facets(@CurrentUser() user: Caller, @ClientGone() gone: AbortSignal): Promise<Facets> {
    return this.index.facets(user.userId, gone);
  }

  @Post('details')
  @HttpCode(200)
  @Policy('image:list')
  @Operation({
    id: 'getDetails',
    summary: 'The details of many images; those that are gone are left out',
    description: 'Answers in no order that can be relied on. Use it to fill in what the index leaves out.',
    tag: 'images',
    answers: ImageList,
    large: 'reads',
  })
  details(@CurrentUser() user: Caller, @Body({ schema: DetailsOf }) names: DetailsOf): Promise<ImageList> {
    return this.index.details(user.userId, names.filenames);
  }
}
