import { Controller, Get, Res } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { LiveEvent } from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { sendAnswer } from '../http/send-answer';
import { LastEventId } from './last-event-id.decorator';
import { LiveStream } from './live-stream';

@Controller('ai/events')
export class LiveController {
  constructor(private readonly live: LiveStream) {}

  @Get()
  @Policy('live:read')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event that was received: what happened since is sent first', schema: { type: 'string', maxLength: 16 } })
  @Operation({
    id: 'watchLibrary',
    summary: 'What changes in your library, as it happens',
    description: 'Server-sent events. The schema is that of the data of one event, which is JSON; the name of the event is its `type`. Ends with the session.',
    tag: 'live',
    events: LiveEvent,
  })
  watch(@CurrentUser() user: Caller, @LastEventId() since: number | null, @Res() response: Response): Promise<void> {
    return sendAnswer(response, (gone) => Promise.resolve({ status: 200, events: this.live.eventsOf(user, since, gone) }));
  }
}
