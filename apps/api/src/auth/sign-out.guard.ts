import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { unauthenticated } from '../problems/catalogue';
import { AccessTokenGuard } from './access-token.guard';
import { SessionCookies } from './session-cookies';

/** Signing out takes an access token, or the refresh cookie in whatever state: one that is over is cleared all the same. */
@Injectable()
export class SignOutGuard implements CanActivate {
  constructor(
    private readonly accessToken: AccessTokenGuard,
    private readonly cookies: SessionCookies,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<Request>();
    if (headers.authorization !== undefined) return this.accessToken.canActivate(context);
    if (this.cookies.refreshTokenOf(headers) === null) throw unauthenticated();
    return true;
  }
}
