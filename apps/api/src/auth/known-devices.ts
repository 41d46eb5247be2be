import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeyRing, Secrets, type SigningKey } from '../config/secrets';

const ACCOUNTS_MAX = 5;
const NAME_BYTES = 12;
const NAME_LENGTH = 16;
const ENTRY_LENGTH = 59;

/**
 * Proves that somebody signed in to an account on this device before, so that guesses from elsewhere do not lock them out
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). The cookie is a list of up to
 * five entries, one for each account: a random name of the device and its HMAC with the account's e-mail address. It
 * signs nobody in, and tells neither whose accounts they are nor how to make another.
 */
@Injectable()
export class KnownDevices {
  private readonly keys: KeyRing;

  constructor(secrets: Secrets) {
    this.keys = secrets.sessionKeys;
  }

  /** The device's name for this account; null when the cookie does not prove that the account signed in here. */
  find(cookie: string | null, email: string): string | null {
    return this.entryOf(cookie, email)?.slice(0, NAME_LENGTH) ?? null;
  }

  /** The cookie with this account in front, under the name it had. The account that signed in longest ago makes room. */
  add(cookie: string | null, email: string): string {
    const known = this.entryOf(cookie, email);
    const others = entriesOf(cookie).filter((entry) => entry !== known);
    const name = known?.slice(0, NAME_LENGTH) ?? randomBytes(NAME_BYTES).toString('base64url');
    return [entryFor(name, email, this.keys[0]), ...others].slice(0, ACCOUNTS_MAX).join('.');
  }

  private entryOf(cookie: string | null, email: string): string | undefined {
    return entriesOf(cookie).find((entry) => this.keys.some((key) => isEqual(entry, entryFor(entry.slice(0, NAME_LENGTH), email, key))));
  }
}

function entriesOf(cookie: string | null): string[] {
  return (cookie ?? '').split('.', ACCOUNTS_MAX).filter((entry) => entry.length === ENTRY_LENGTH && /^[\w-]+$/.test(entry));
}

function entryFor(name: string, email: string, { key }: SigningKey): string {
  return name + createHmac('sha256', key).update(`device:${name}:${email}`).digest('base64url');
}

function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
