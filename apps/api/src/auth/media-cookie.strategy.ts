import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { v7 as uuidv7 } from 'uuid';
import { LiveSessions } from './live-sessions';
import type { Proven } from './proven';
import { SessionCookies } from './session-cookies';
import type { VerifiedToken } from './strict-jwt';
import { strictly } from './strict-jwt';
import { Tokens } from './tokens';

/** The cookie that lets a plain `<img>` show an image of a live session. */
@Injectable()
export class MediaCookieStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly tokens: Tokens,
    private readonly live: LiveSessions,
    cookies: SessionCookies,
  ) {
    super(strictly(tokens.media, (request) => cookies.mediaTokenOf(request.headers)));
    // As for access tokens: a name of its own for each application of the process.
    this.name = `media-cookie-${uuidv7()}`;
    passport.use(this);
  }

  async validate(token: VerifiedToken): Promise<Proven | false> {
    return (await this.live.prove(this.tokens.media, token)) ?? false;
  }
}
