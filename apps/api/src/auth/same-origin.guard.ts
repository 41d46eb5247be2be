import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../config/config';
import { fromElsewhere, unsupportedMediaType } from '../problems/catalogue';
import { SessionCookies } from './session-cookies';

/** A cookie is sent whoever asked for it to be: where one is enough, the browser must say that our own page did. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(
    private readonly config: Config,
    private readonly cookies: SessionCookies,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (this.cookies.refreshTokenOf(request.headers) === null) return true;
    if (!this.isFromHere(request)) throw fromElsewhere();
    // A form of another page cannot send this type without asking first.
    if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) throw unsupportedMediaType();
    return true;
  }

  private isFromHere({ headers }: Request): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    return headers.origin === undefined || this.isOurs(headers.origin, headers.host);
  }

  /** The public address, or whatever other name of ours the request itself was sent to. */
  private isOurs(origin: string, host: string | undefined): boolean {
    if (origin === this.config.publicUrl.origin) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
