import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { unauthenticated } from '../problems/catalogue';
import { AccessTokenStrategy } from './access-token.strategy';
import { bearerOf } from './bearer';
import { type Proven, provenBy } from './proven';
import { RememberedTokens } from './remembered-tokens';

/** Lets in who sends a good access token, as `request.caller`. */
@Injectable()
export class AccessTokenGuard extends AuthGuard() {
  constructor(
    strategy: AccessTokenStrategy,
    private readonly remembered: RememberedTokens,
  ) {
    super({ defaultStrategy: strategy.name, property: 'proven' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { proven: Proven }>();
    const token = bearerOf(request.headers);
    if (token === null) throw unauthenticated();
    request.caller = await this.remembered.callerOf(token, 'bearer', async () => {
      await super.canActivate(context);
      return request.proven;
    });
    return true;
  }

  override handleRequest<Result>(error: unknown, proven: Result | false): Result {
    return provenBy(error, proven);
  }
}
