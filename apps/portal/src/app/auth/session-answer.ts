import type { Session, User } from '@vitrine/contracts';
import { ApiError, UNREACHABLE } from '../api/problem';

/** The session in an answer of the server. A proxy or a captive portal may answer 200 with anything: then the server was not reached. */
export function sessionFrom(body: unknown): Session {
  if (isSession(body)) return body;
  throw new ApiError(UNREACHABLE, null);
}

export function isSameUser(one: User | null, other: User | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSession(body: unknown): body is Session {
  const { accessToken, expiresIn, signOutToken, user } = fieldsOf(body);
  const { id, displayName } = fieldsOf(user);
  return [accessToken, signOutToken, id, displayName].every((text) => typeof text === 'string')
    && typeof expiresIn === 'number' && expiresIn > 0;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
