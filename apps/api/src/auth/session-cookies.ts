import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Session } from '@vitrine/contracts';
import { Config } from '../config/config';
import { type Cookie, readCookie, writeCookie } from '../http/cookies';
import { SESSION_SECONDS, type SignedIn } from './sessions.service';
import { MEDIA_SECONDS } from './tokens';

/** The two cookies of a signed-in browser. No script reads them, and each is sent to one part of the API only. */
@Injectable()
export class SessionCookies {
  private readonly refresh: Cookie;
  private readonly media: Cookie;

  /** `__Secure-`, not `__Host-`: the latter demands `Path=/`, and both paths are narrower. */
  constructor({ secure }: Config) {
    const prefix = secure ? '__Secure-' : '';
    this.refresh = { name: `${prefix}vitrine_refresh`, path: '/api/auth', secure };
    this.media = { name: `${prefix}vitrine_media`, path: '/api/ai/images', secure };
  }

  refreshTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.refresh.name);
  }

  mediaTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.media.name);
  }

  /** Puts the cookies on the answer; what is left is its body. */
  give(response: ServerResponse, { session, refreshToken, mediaToken }: SignedIn): Session {
    response.appendHeader('Set-Cookie', writeCookie(this.refresh, refreshToken, SESSION_SECONDS));
    response.appendHeader('Set-Cookie', writeCookie(this.media, mediaToken, MEDIA_SECONDS));
    return session;
  }

  clear(response: ServerResponse): void {
    for (const cookie of [this.refresh, this.media]) response.appendHeader('Set-Cookie', writeCookie(cookie, '', 0));
  }
}
