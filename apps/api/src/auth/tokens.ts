import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config } from '../config/config';
import { type KeyRing, Secrets } from '../config/secrets';

export const ACCESS_SECONDS = 10 * 60;
/** Longer than the access token, so that a page left open shows its images while it renews both. */
export const MEDIA_SECONDS = 60 * 60;

/** What makes a token of one use worthless for every other: its type, its audience and its keys. */
export interface TokenKind {
  readonly typ: 'at+jwt' | 'media+jwt';
  readonly issuer: string;
  readonly audience: string;
  readonly seconds: number;
  readonly keys: KeyRing;
}

/** Signs what says "this session of this user", for one use each. */
@Injectable()
export class Tokens {
  readonly access: TokenKind;
  readonly media: TokenKind;

  constructor(
    config: Config,
    secrets: Secrets,
    private readonly jwt: JwtService,
  ) {
    const issuer = config.publicUrl.origin;
    this.access = { typ: 'at+jwt', issuer, audience: `${issuer}/api`, seconds: ACCESS_SECONDS, keys: secrets.accessKeys };
    this.media = { typ: 'media+jwt', issuer, audience: `${issuer}/api/ai/images`, seconds: MEDIA_SECONDS, keys: secrets.mediaKeys };
  }

  /** `id`: of the refresh token it is issued with; the same for each answer that repeats the issue. */
  sign(kind: TokenKind, { userId, sessionId, id }: { readonly userId: string; readonly sessionId: string; readonly id: string }): string {
    const [{ kid, key }] = kind.keys;
    return this.jwt.sign(
      { sid: sessionId },
      {
        privateKey: key,
        algorithm: 'HS256',
        header: { alg: 'HS256', typ: kind.typ, kid },
        issuer: kind.issuer,
        audience: kind.audience,
        subject: userId,
        jwtid: id,
        expiresIn: kind.seconds,
      },
    );
  }
}
