import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module';
import { BodyRefusalGuard } from '../http/body.guard';
import { PathGuard } from '../http/path.guard';
import { AccessGuard } from './access.guard';
import { PolicyAudit } from './policy-audit';

/** What a caller may do: one guard before every handler, one each for what its path names and for its body, and the proof that every handler has a policy. */
@Module({
  imports: [AuthModule, DiscoveryModule],
  providers: [PolicyAudit, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_GUARD, useClass: PathGuard }, { provide: APP_GUARD, useClass: BodyRefusalGuard }],
})
export class AccessModule {}
