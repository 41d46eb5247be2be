import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { v7 as uuidv7 } from 'uuid';
import { bearerOf } from './bearer';
import { LiveSessions } from './live-sessions';
import type { Proven } from './proven';
import { type ClaimsReader, type VerifiedToken, claimsReader, strictly } from './strict-jwt';
import { Tokens } from './tokens';

/** `Authorization: Bearer`, with an access token of a live session. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy) {
  private readonly claimsOf: ClaimsReader;

  constructor(
    { access }: Tokens,
    private readonly live: LiveSessions,
  ) {
    super(strictly(access, (request) => bearerOf(request.headers)));
    this.claimsOf = claimsReader(access);
    // Passport keeps strategies by name in one table for the whole process: each application has a name of its own.
    this.name = `access-token-${uuidv7()}`;
    passport.use(this);
  }

  async validate(token: VerifiedToken): Promise<Proven | false> {
    return (await this.live.prove(this.claimsOf(token), 'bearer')) ?? false;
  }
}
