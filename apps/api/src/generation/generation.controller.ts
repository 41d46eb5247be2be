import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { GenerateImage, Generation } from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { type AnswerForm, AskedForm } from '../http/answer-form';
import { Operation } from '../http/operation.decorator';
import { sendAnswer } from '../http/send-answer';
import { IdempotencyKey } from '../idempotency/idempotency-key.decorator';
import { GenerationAnswers } from './generation-answers';
import { GenerationService } from './generation.service';

const EVENTS = '`queued`, `running`, `partial` (a `Preview`), `saved` (an `Image`), then `done` or `failed`; see `GenerationEvent`';

@Controller('ai')
export class GenerationController {
  constructor(
    private readonly generations: GenerationService,
    private readonly answers: GenerationAnswers,
  ) {}

  @Post('generate-image')
  @Policy('generation:create')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: '1 to 128 visible characters, kept for 24 hours: the same key and body is the same generation' })
  @ApiHeader({ name: 'Prefer', required: false, description: '`respond-async`: answer at once with 202' })
  @ApiResponse({ status: 200, description: `With \`Accept: text/event-stream\`: ${EVENTS}`, content: { 'text/*': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 202, description: 'Stored; its end is not waited for', standardSchema: Generation })
  @Operation({
    id: 'generateImage',
    summary: 'Make an image',
    description: 'One stored job, three ways to wait for it: until it is done (201), not at all (`Prefer: respond-async`, 202), or by events (`Accept: text/event-stream`). Leaving does not stop it.',
    tag: 'generation',
    status: 201,
    answers: Generation,
    problems: [
      'not-found', 'conflict', 'prompt-refused', 'idempotency-key-reused', 'generator-failed', 'generation-interrupted',
      'generator-unavailable', 'storage-unavailable', 'generator-timeout', 'storage-full',
    ],
  })
  generate(
    @CurrentUser() user: Caller,
    @Body({ schema: GenerateImage }) wanted: GenerateImage,
    @IdempotencyKey() key: string | null,
    @AskedForm() form: AnswerForm,
    @Res() response: Response,
  ): Promise<void> {
    return sendAnswer(response, (gone) => this.answers.create(user, wanted, key, form, gone));
  }

  @Get('generations/:id')
  @Policy('generation:read')
  @Operation({ id: 'getGeneration', summary: 'How far a generation is, and what it made', tag: 'generation', answers: Generation, problems: ['not-found'] })
  read(@CurrentUser() user: Caller, @Param('id') id: string): Promise<Generation> {
    return this.generations.read(user.userId, id);
  }

  @Get('generations/:id/events')
  @Policy('generation:read')
  @Operation({
    id: 'watchGeneration',
    summary: 'Attach to a generation, again or from another device',
    description: `Begins with how things stand: ${EVENTS}. Ends with the session too.`,
    tag: 'generation',
    produces: ['text/event-stream'],
    problems: ['not-found'],
  })
  watch(@CurrentUser() user: Caller, @Param('id') id: string, @Res() response: Response): Promise<void> {
    return sendAnswer(response, (gone) => this.answers.attach(user, id, gone));
  }

  @Post('generations/:id/cancel')
  @HttpCode(200)
  @Policy('generation:cancel')
  @Operation({
    id: 'cancelGeneration',
    summary: 'Stop a generation; one that has ended stays as it is',
    tag: 'generation',
    answers: Generation,
    problems: ['not-found'],
  })
  cancel(@CurrentUser() user: Caller, @Param('id') id: string): Promise<Generation> {
    return this.generations.cancel(user.userId, id);
  }
}
