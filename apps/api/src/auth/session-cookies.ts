import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Session } from '@vitrine/contracts';
import { Config } from '../config/config';
import { type Cookie, readCookie, writeCookie } from '../http/cookies';
import type { SignedIn } from './sessions.service';
import { MEDIA_SECONDS } from './tokens';

const DEVICE_SECONDS = 365 * 24 * 60 * 60;

/**
 * The cookies of a signed-in browser, and the one by which it is known afterwards. No script reads them, and each is sent
 * to one part of the API only. Browsers send cookies to every port of a host (RFC 6265, section 8.5), so the port of the
 * public address is a part of their names: another instance on the same host has its own.
 */
@Injectable()
export class SessionCookies {
  private readonly refresh: Cookie;
  private readonly media: Cookie;
  private readonly device: Cookie;
  /** As they were named without the port; null where there is none. */
  private readonly former: { readonly refresh: Cookie; readonly media: Cookie } | null;

  /** `__Secure-`, not `__Host-`: the latter demands `Path=/`, and both paths are narrower. */
  constructor({ secure, publicUrl: { port } }: Config) {
    const prefix = secure ? '__Secure-vitrine' : 'vitrine';
    const suffix = port === '' ? '' : `_${port}`;
    const refresh = { path: '/api/auth', secure };
    const media = { path: '/api/ai/images', secure };
    this.refresh = { name: `${prefix}_refresh${suffix}`, ...refresh };
    this.media = { name: `${prefix}_media${suffix}`, ...media };
    this.device = { name: `${prefix}_device${suffix}`, path: '/api/auth', secure };
    this.former = port === '' ? null : { refresh: { name: `${prefix}_refresh`, ...refresh }, media: { name: `${prefix}_media`, ...media } };
  }

  /** Under which names a browser sends them. */
  get names(): { readonly refresh: string; readonly media: string } {
    return { refresh: this.refresh.name, media: this.media.name };
  }

  refreshTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.refresh.name) ?? (this.former && readCookie(headers.cookie, this.former.refresh.name));
  }

  mediaTokenOf(headers: IncomingHttpHeaders): string | null {
    return readCookie(headers.cookie, this.media.name) ?? (this.former && readCookie(headers.cookie, this.former.media.name));
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

  /** Clears the cookies without a port in their names, once a session has been renewed by one: until then they may be another instance's. */
  clearFormer(headers: IncomingHttpHeaders, response: ServerResponse): void {
    if (this.former === null || readCookie(headers.cookie, this.refresh.name) !== null) return;
    for (const cookie of [this.former.refresh, this.former.media]) response.appendHeader('Set-Cookie', writeCookie(cookie, '', 0));
  }

  /** The device stays known. */
  clear(response: ServerResponse): void {
    for (const cookie of [this.refresh, this.media]) response.appendHeader('Set-Cookie', writeCookie(cookie, '', 0));
  }
}
