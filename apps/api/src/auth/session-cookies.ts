import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Session } from '@vitrine/contracts';
import { Config } from '../config/config';
import { type Cookie, readCookie, writeCookie } from '../http/cookies';
import type { SignedIn } from './sessions.service';
import { MEDIA_SECONDS } from './tokens';

const DEVICE_SECONDS = 365 * 24 * 60 * 60;

/** The cookies of a signed-in browser, and the one by which it is known afterwards. No script reads them, and each is sent to one part of the API only. */
@Injectable()
export class SessionCookies {
  private readonly refresh: Cookie;
  private readonly media: Cookie;
  private readonly device: Cookie;

  /** `__Secure-`, not `__Host-`: the latter demands `Path=/`, and both paths are narrower. */
  constructor({ secure }: Config) {
    const prefix = secure ? '__Secure-' : '';
    this.refresh = { name: `${prefix}vitrine_refresh`, path: '/api/auth', secure };
    this.media = { name: `${prefix}vitrine_media`, path: '/api/ai/images', secure };
    this.device = { name: `${prefix}vitrine_device`, path: '/api/auth', secure };
  }

  /** Under which names a browser sends them. */
  get names(): { readonly refresh: string; readonly media: string } {
    return { refresh: this.refresh.name, media: this.media.name };
  }

  refreshTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.refresh.name);
  }

  mediaTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.media.name);
  }

  deviceOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.device.name);
  }

  giveDevice(response: ServerResponse, value: string): void {
    response.appendHeader('Set-Cookie', writeCookie(this.device, value, DEVICE_SECONDS));
  }

  /** Puts the cookies on the answer; what is left is its body. */
  give(response: ServerResponse, { session, refreshToken, mediaToken, expiresAt }: SignedIn): Session {
    const seconds = Math.max(1, Math.round((expiresAt - Date.now()) / 1000));
    response.appendHeader('Set-Cookie', writeCookie(this.refresh, refreshToken, seconds));
    response.appendHeader('Set-Cookie', writeCookie(this.media, mediaToken, MEDIA_SECONDS));
    return session;
  }

  /** The device stays known. */
  clear(response: ServerResponse): void {
    for (const cookie of [this.refresh, this.media]) response.appendHeader('Set-Cookie', writeCookie(cookie, '', 0));
  }
}
