import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module';
import { AccessGuard } from './access.guard';
import { PolicyAudit } from './policy-audit';

/** What a caller may do: one guard before every handler, and the proof that every handler says it. */
@Module({
  imports: [AuthModule, DiscoveryModule],
  providers: [PolicyAudit, { provide: APP_GUARD, useClass: AccessGuard }],
})
export class AccessModule {}
