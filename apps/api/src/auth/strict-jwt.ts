import type { KeyObject } from 'node:crypto';
import type { JwtFromRequestFunction, StrategyOptionsWithoutRequest } from 'passport-jwt';
import * as z from 'zod';
import type { TokenKind } from './tokens';

/** A clock may run this much ahead of ours. */
const SKEW_SECONDS = 60;

const Header = z.object({ kid: z.string() });

/** The token as the library verified it: signature, algorithm, expiry. The rest it does not ask for. */
export interface VerifiedToken {
  readonly header: unknown;
  readonly payload: unknown;
}

export interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly exp: number;
}

/** One algorithm, the key its header names and no other, whole token handed on for `claimsOf`. */
export function strictly(kind: TokenKind, jwtFromRequest: JwtFromRequestFunction): StrategyOptionsWithoutRequest {
  return {
    jwtFromRequest,
    algorithms: ['HS256'],
    issuer: kind.issuer,
    audience: kind.audience,
    jsonWebTokenOptions: { complete: true },
    secretOrKeyProvider: (_request: unknown, token: string, done) => {
      const key = keyOf(kind, token);
      // A KeyObject is twice as fast as the bytes; the library takes it, its types do not know.
      if (key) done(null, key as unknown as Buffer);
      else done(new Error('no such key'));
    },
  };
}

/** What passport-jwt leaves open: every claim there, of its type and nothing besides, and no header it does not understand. */
export function claimsOf(kind: TokenKind, { header, payload }: VerifiedToken): Claims | null {
  const heads = z.strictObject({ alg: z.literal('HS256'), typ: z.literal(kind.typ), kid: z.string() });
  const claims = z.strictObject({
    iss: z.literal(kind.issuer),
    aud: z.literal(kind.audience),
    sub: z.uuid(),
    sid: z.uuid(),
    jti: z.uuid(),
    iat: z.int(),
    exp: z.int(),
  });
  const read = claims.safeParse(payload);
  if (!heads.safeParse(header).success || !read.success) return null;
  const { iat, exp } = read.data;
  const lasts = exp - iat;
  const issued = iat <= Date.now() / 1000 + SKEW_SECONDS;
  return issued && lasts > 0 && lasts <= kind.seconds ? read.data : null;
}

function keyOf(kind: TokenKind, token: string): KeyObject | null {
  const header = Header.safeParse(jsonOf(token.split('.', 1)[0] ?? ''));
  return kind.keys.find(({ kid }) => kid === header.data?.kid)?.key ?? null;
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null; // Not a token: it names no key, and is refused for that.
  }
}
