import type { KeyObject } from 'node:crypto';
import type { JwtFromRequestFunction, StrategyOptionsWithoutRequest } from 'passport-jwt';
import * as z from 'zod';
import type { TokenKind } from './tokens';

/** A clock may run this much ahead of ours. */
const SKEW_SECONDS = 60;

const NamesItsKey = z.object({ kid: z.string() });

/** The token as the library verified it: signature, algorithm, expiry. The rest it does not ask for. */
export interface VerifiedToken {
  readonly header: unknown;
  readonly payload: unknown;
}

export interface Claims {
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly exp: number;
}

export type ClaimsReader = (token: VerifiedToken) => Claims | null;

/** One algorithm, the key its header names and no other, and the whole token handed on to a claims reader. */
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
export function claimsReader(kind: TokenKind): ClaimsReader {
  const Header = z.strictObject({ alg: z.literal('HS256'), typ: z.literal(kind.typ), kid: z.string() });
  const Payload = z.strictObject({
    iss: z.literal(kind.issuer),
    aud: z.literal(kind.audience),
    sub: z.uuid(),
    sid: z.uuid(),
    jti: z.uuid(),
    iat: z.int(),
    exp: z.int(),
  });
  return ({ header, payload }) => {
    const { success, data } = Payload.safeParse(payload);
    return success && Header.safeParse(header).success && isTimely(kind, data.iat, data.exp) ? data : null;
  };
}

/** Issued already, and for no longer than we issue any. */
function isTimely(kind: TokenKind, iat: number, exp: number): boolean {
  return iat <= Date.now() / 1000 + SKEW_SECONDS && exp > iat && exp - iat <= kind.seconds;
}

function keyOf(kind: TokenKind, token: string): KeyObject | null {
  const header = NamesItsKey.safeParse(jsonOf(token.split('.', 1)[0] ?? ''));
  return kind.keys.find(({ kid }) => kid === header.data?.kid)?.key ?? null;
}

function jsonOf(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null; // Not a token: it names no key, and is refused for that.
  }
}
