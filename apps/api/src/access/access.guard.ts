import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { AccessTokenGuard } from '../auth/access-token.guard';
import { MediaCookieGuard } from '../auth/media-cookie.guard';
import { internalError } from '../problems/catalogue';
import { POLICIES, POLICY, PUBLIC, type PolicyName } from './policy.decorator';

const READING = new Set(['GET', 'HEAD']);

/** Stands before every handler: nobody passes but by the handler's own mark. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly accessToken: AccessTokenGuard,
    private readonly mediaCookie: MediaCookieGuard,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const handler = context.getHandler();
    if (this.reflector.get<true | undefined>(PUBLIC, handler)) return true;
    const name = this.reflector.get<PolicyName | undefined>(POLICY, handler);
    if (name === undefined) throw internalError(new Error(`${handler.name} has neither @Public() nor @Policy(...)`));
    const request = context.switchToHttp().getRequest<Request>();
    return takesMediaCookie(name, request) ? this.mediaCookie.canActivate(context) : this.accessToken.canActivate(context);
  }
}

/** Who sends an `Authorization` header is judged by it alone, whatever cookie came along. */
function takesMediaCookie(name: PolicyName, { headers, method }: Request): boolean {
  return 'media' in POLICIES[name] && READING.has(method) && headers.authorization === undefined;
}
