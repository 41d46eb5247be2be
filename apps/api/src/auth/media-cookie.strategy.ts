import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { v7 as uuidv7 } from 'uuid';
import { LiveSessions } from './live-sessions';
import type { Proven } from './proven';
import { SessionCookies } from './session-cookies';
import { type ClaimsReader, type VerifiedToken, claimsReader, strictly } from './strict-jwt';
import { Tokens } from './tokens';

/** The cookie that lets a plain `<img>` show an image of a live session. */
@Injectable()
export class MediaCookieStrategy extends PassportStrategy(Strategy) {
  private readonly claimsOf: ClaimsReader;

  constructor(
    { media }: Tokens,
    private readonly live: LiveSessions,
    cookies: SessionCookies,
  ) {
    super(strictly(media, (request) => cookies.mediaTokenOf(request.headers)));
    this.claimsOf = claimsReader(media);
    // As for access tokens: a name of its own for each application of the process.
    this.name = `media-cookie-${uuidv7()}`;
    passport.use(this);
  }

  async validate(token: VerifiedToken): Promise<Proven | false> {
    return (await this.live.prove(this.claimsOf(token), 'media-cookie')) ?? false;
  }
}
