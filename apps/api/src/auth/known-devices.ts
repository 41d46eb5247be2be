import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeyRing, Secrets, type SigningKey } from '../config/secrets';
import type { UserRow } from '../database/schema';

const ACCOUNTS_MAX = 5;
const NAME_BYTES = 12;
const NAME_LENGTH = 16;
const ENTRY_LENGTH = 59;

/** The hash has a salt of its own each time, so it is the password's version. */
type DeviceAccount = Pick<UserRow, 'email' | 'password_hash'>;

/**
 * Proves that somebody signed in to an account on this device before, so that guesses from elsewhere do not lock them out
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). The cookie is a list of up to
 * five entries, one for each account: a random name of the device and its HMAC with the account's e-mail address and
 * password hash, so that a new password voids those given before it. It signs nobody in, and reveals neither whose
 * accounts they are nor how to make another.
 */
@Injectable()
export class KnownDevices {
  private readonly keys: KeyRing;

  constructor(secrets: Secrets) {
    this.keys = secrets.sessionKeys;
  }

  /** The device's name for this account; null when the cookie does not prove that the account signed in here. */
  find(cookie: string | null, account: DeviceAccount): string | null {
    return this.entryOf(cookie, account)?.slice(0, NAME_LENGTH) ?? null;
  }

  /** The cookie with this account in front, under the name it had. The account that signed in longest ago makes room. */
  add(cookie: string | null, account: DeviceAccount): string {
    const known = this.entryOf(cookie, account);
    const others = entriesOf(cookie).filter((entry) => entry !== known);
    const name = known?.slice(0, NAME_LENGTH) ?? randomBytes(NAME_BYTES).toString('base64url');
    return [entryFor(name, account, this.keys[0]), ...others].slice(0, ACCOUNTS_MAX).join('.');
  }

  private entryOf(cookie: string | null, account: DeviceAccount): string | undefined {
    return entriesOf(cookie).find((entry) => this.keys.some((key) => isEqual(entry, entryFor(entry.slice(0, NAME_LENGTH), account, key))));
  }
}

function entriesOf(cookie: string | null): string[] {
  return (cookie ?? '').split('.', ACCOUNTS_MAX).filter((entry) => entry.length === ENTRY_LENGTH && /^[\w-]+$/.test(entry));
}

function entryFor(name: string, { email, password_hash }: DeviceAccount, { key }: SigningKey): string {
  return name + createHmac('sha256', key).update(JSON.stringify(['device', name, email, password_hash])).digest('base64url');
}

function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
