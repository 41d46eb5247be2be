import { Controller, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY_MAX, Image, ImportImage } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import type { Caller } from '../../access/caller';
import { CurrentUser } from '../../access/current-user.decorator';
import { Policy } from '../../access/policy.decorator';
import { Operation } from '../../http/operation.decorator';
import { ImageBody } from '../../http/request-body';
import { describeHeaders } from '../../http/response-headers';
import { sendAnswer } from '../../http/send-answer';
import { IdempotencyKey } from '../../idempotency/idempotency-key.decorator';
import { ImportAnswers } from './import-answers';

@Controller('ai/images')
export class ImportController {
  constructor(private readonly answers: ImportAnswers) {}

  @Post()
  @Policy('image:create')
  @ImageBody()
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: '1 to 128 visible characters, kept for 24 hours: the same key and image brings nothing back that was deleted since', schema: { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_MAX } })
  @ApiResponse({ status: 200, description: 'You had these very bytes; out of the trash, if they were there', standardSchema: Image, ...describeHeaders('Location') })
  @Operation({
    id: 'importImage',
    summary: 'Add an image that was made elsewhere',
    description: 'The body is the file itself. The same bytes come in once. Compare `sha256` before you delete your own copy.',
    tag: 'images',
    status: 201,
    answers: Image,
    headers: ['Location'],
    problems: ['conflict', 'payload-too-large', 'unsupported-media-type', 'idempotency-key-reused', 'server-busy', 'storage-unavailable', 'storage-full'],
  })
  add(
    @CurrentUser() user: Caller,
    @Query({ schema: ImportImage }) about: ImportImage,
    @IdempotencyKey() key: string | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return sendAnswer(response, (gone) => this.answers.add(user.userId, about, key, request, gone));
  }
}
