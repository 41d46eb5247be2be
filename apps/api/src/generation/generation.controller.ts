import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { GenerateImage, Generation, GenerationEvent, IDEMPOTENCY_KEY_MAX } from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { type AnswerForm, AskedForm } from '../http/answer-form';
import { Operation } from '../http/operation.decorator';
import { describeHeaders } from '../http/response-headers';
import { sendAnswer } from '../http/send-answer';
import { IdempotencyKey } from '../idempotency/idempotency-key.decorator';
import { GenerationAnswers } from './generation-answers';
import { type LastEvent, LastGenerationEvent } from './last-event';
import { GenerationService } from './generation.service';

const EVENTS = '`queued` and `running` (a `Generation`), `partial` (a `Preview`), `saved` (an `Image`), then `done` or `failed` (a `Generation`)';

/** What can be done with a generation while it runs. */
const LINKS = Object.fromEntries(['getGeneration', 'watchGeneration', 'cancelGeneration'].map((operationId) => [operationId, { operationId, parameters: { id: '$response.body#/id' } }]));

@Controller('ai')
export class GenerationController {
  constructor(
    private readonly generations: GenerationService,
    private readonly answers: GenerationAnswers,
  ) {}

  @Post('generate-image')
  @Policy('generation:create')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: '1 to 128 visible characters, kept for 24 hours: the same key and body is the same generation', schema: { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_MAX } })
  @ApiHeader({ name: 'Prefer', required: false, description: '`respond-async`: answer at once with 202', schema: { type: 'string', maxLength: 100 } })
  @ApiResponse({ status: 202, description: 'Stored; its end is not waited for', standardSchema: Generation, links: LINKS, ...describeHeaders('Location') })
  @Operation({
    id: 'generateImage',
    summary: 'Make an image',
    description:
      'One stored job, three ways to wait for it: until it is done (201), not at all (`Prefer: respond-async`, 202), or by events (`Accept: text/event-stream`). Leaving does not stop it. ' +
      'The events are those of `watchGeneration`, under status 200; they are not listed among the responses here, because generators of clients give an operation one kind of answer.',
    tag: 'generation',
    status: 201,
    answers: Generation,
    headers: ['Location'],
    links: LINKS,
    problems: [
      'not-found', 'conflict', 'prompt-refused', 'generator-rejected', 'idempotency-key-reused', 'generator-failed', 'generator-invalid-image', 'generation-interrupted',
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
  @Operation({
    id: 'getGeneration',
    summary: 'How far a generation is, and what it made',
    description: '`status` says whether it has ended, `images` what it made, `problem` why it made nothing.',
    tag: 'generation',
    answers: Generation,
    large: 'reads',
    problems: ['not-found'],
  })
  read(@CurrentUser() user: Caller, @Param('id') id: string): Promise<Generation> {
    return this.generations.read(user.userId, id);
  }

  @Get('generations/:id/events')
  @Policy('generation:read')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event one had: sends what is new since', schema: { type: 'string', maxLength: 30 } })
  @ApiResponse({ status: 204, description: 'The last event one had was `done` or `failed`: there is nothing more, and an `EventSource` does not come back' })
  @Operation({
    id: 'watchGeneration',
    summary: 'Attach to a generation, again or from another device',
    description: `Server-sent events, beginning with the present state: ${EVENTS}. The schema is that of one event: \`event\` is its name, \`data\` its data, which is JSON. Ends with the session too, and with \`done\` or \`failed\`: an \`EventSource\` then comes back with the id of that event, is answered 204, and stays away. A generation has at most 20 streams.`,
    tag: 'generation',
    events: GenerationEvent,
    problems: ['not-found'],
  })
  watch(@CurrentUser() user: Caller, @Param('id') id: string, @LastGenerationEvent() last: LastEvent, @Res() response: Response): Promise<void> {
    return sendAnswer(response, (gone) => this.answers.attach(user, id, last, gone));
  }

  @Post('generations/:id/cancel')
  @HttpCode(200)
  @Policy('generation:cancel')
  @Operation({
    id: 'cancelGeneration',
    summary: 'Stop a generation; one that has ended stays as it is',
    description: 'What the image service has made until then may still be billed by it. One that has ended is answered as it is.',
    tag: 'generation',
    answers: Generation,
    problems: ['not-found'],
  })
  cancel(@CurrentUser() user: Caller, @Param('id') id: string): Promise<Generation> {
    return this.generations.cancel(user.userId, id);
  }
}
