import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { DeviceList } from '@vitrine/contracts';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { SessionsService } from './sessions.service';

@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Policy('account:read')
  @Operation({
    id: 'listSessions',
    summary: 'The devices that are signed in',
    description: 'One entry for each signed-in device, the last used first, with `current` for the one that asks.',
    tag: 'accounts',
    answers: DeviceList,
  })
  list(@CurrentUser() caller: Caller): Promise<DeviceList> {
    return this.sessions.list(caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('account:change')
  @Operation({
    id: 'endSession',
    summary: 'Sign one device out',
    description: 'The device has to sign in again: its tokens and cookies are no longer accepted.',
    tag: 'accounts',
    status: 204,
    problems: ['not-found'],
  })
  end(@Param('id') id: string, @CurrentUser() caller: Caller): Promise<void> {
    return this.sessions.end(caller.userId, id);
  }
}
