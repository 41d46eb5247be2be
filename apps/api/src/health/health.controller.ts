import { Controller, Get } from '@nestjs/common';
import { Health } from '@vitrine/contracts';
import { Public } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { Readiness } from './readiness';

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @Public()
  @Operation({
    id: 'getLiveness',
    summary: 'Whether the process runs',
    description: 'Does not look at the database or the storage. Restart the process when it does not answer.',
    tag: 'health',
    answers: Health,
    security: [],
  })
  live(): Health {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @Operation({
    id: 'getReadiness',
    summary: 'Whether work can be taken',
    description: 'Looks at the database and the storage. Send requests elsewhere while it answers with a problem.',
    tag: 'health',
    answers: Health,
    problems: ['database-unavailable', 'storage-unavailable'],
    security: [],
  })
  ready(): Promise<Health> {
    return this.readiness.check();
  }
}
