import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ArchiveTicket, ImageNames } from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../../access/caller';
import { CurrentUser } from '../../access/current-user.decorator';
import { Policy } from '../../access/policy.decorator';
import { Operation } from '../../http/operation.decorator';
import { sendCreated } from '../../http/send-answer';
import { ArchiveAnswers } from './archive-answers';
import { ArchiveTickets } from './archive-tickets.service';

@Controller('ai/images')
export class ArchiveController {
  constructor(
    private readonly answers: ArchiveAnswers,
    private readonly tickets: ArchiveTickets,
  ) {}

  @Post('archive')
  @HttpCode(200)
  @Policy('image:read')
  @Operation({
    id: 'archiveImages',
    summary: 'Many originals as one zip, all of them or none',
    description: 'With `manifest.json`, an `ArchiveManifest`: prompts, settings, and what could not be put in because its file is lost. A zip that cannot be finished breaks off before its `Content-Length`.',
    tag: 'images',
    produces: ['application/zip'],
    headers: ['Content-Disposition'],
    problems: ['not-found', 'server-busy', 'storage-unavailable'],
  })
  send(@CurrentUser() user: Caller, @Body({ schema: ImageNames }) names: ImageNames, @Res() response: Response): Promise<void> {
    return this.answers.send(user.userId, names.filenames, response);
  }

  @Post('archive-tickets')
  @Policy('image:read')
  @Operation({
    id: 'issueArchiveTicket',
    summary: 'A link that saves an archive straight to the disk',
    description: 'Good once, for 60 seconds, in this session alone.',
    tag: 'images',
    status: 201,
    answers: ArchiveTicket,
    headers: ['Location'],
    problems: ['not-found'],
  })
  issue(@CurrentUser() user: Caller, @Body({ schema: ImageNames }) names: ImageNames, @Res() response: Response): Promise<void> {
    return sendCreated(response, ({ url }) => url, this.tickets.issue(user, names.filenames));
  }

  @Get('archive/:ticket')
  @Policy('image:bytes')
  @Operation({
    id: 'openArchive',
    summary: 'The archive a ticket stands for, once',
    description: 'The link of `issueArchiveTicket`. It is good once; a `HEAD` request does not use it up.',
    tag: 'images',
    produces: ['application/zip'],
    headers: ['Content-Disposition'],
    security: ['bearer', 'media-cookie'],
    problems: ['not-found', 'server-busy', 'storage-unavailable'],
  })
  open(@CurrentUser() user: Caller, @Param('ticket') ticket: string, @Res() response: Response): Promise<void> {
    return this.answers.sendFor(user, ticket, response);
  }
}
