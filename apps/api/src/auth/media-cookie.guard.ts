import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { unauthenticated } from '../problems/catalogue';
import { MediaCookieStrategy } from './media-cookie.strategy';
import { type Proven, provenBy } from './proven';
import { RememberedTokens } from './remembered-tokens';
import { SessionCookies } from './session-cookies';

/** Lets in who sends a good media cookie, as `request.caller`. */
@Injectable()
export class MediaCookieGuard extends AuthGuard() {
  constructor(
    strategy: MediaCookieStrategy,
    private readonly remembered: RememberedTokens,
    private readonly cookies: SessionCookies,
  ) {
    super({ defaultStrategy: strategy.name, property: 'proven' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { proven: Proven }>();
    const token = this.cookies.mediaTokenOf(request.headers);
    if (token === null) throw unauthenticated();
    request.caller = await this.remembered.callerOf(token, 'media-cookie', async () => {
      await super.canActivate(context);
      return request.proven;
    });
    return true;
  }

  override handleRequest<Result>(error: unknown, proven: Result | false): Result {
    return provenBy(error, proven);
  }
}
