import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooManyRequests } from '../problems/catalogue';
import { networkOf } from './address';

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

/** Failed attempts, but for registrations: those count whatever comes of them. */
export const ATTEMPTS = {
  account: { points: 10, duration: QUARTER_HOUR },
  address: { points: 50, duration: QUARTER_HOUR },
  registration: { points: 300, duration: HOUR },
  password: { points: 10, duration: QUARTER_HOUR },
} as const;

/**
 * How often one may try. An attempt is counted before it is made, so that a hundred at once are not one, and given back
 * when it succeeds. Every method rejects with `tooManyRequests`.
 */
@Injectable()
export class AttemptLimits {
  private readonly account = limiter('account');
  private readonly address = limiter('address');
  private readonly registration = limiter('registration');
  private readonly password = limiter('password');

  async registers(address: string): Promise<void> {
    await take(this.registration, networkOf(address));
  }

  /** `email` need not be anyone's: an unknown one is limited alike. */
  async signsIn(address: string, email: string): Promise<void> {
    await take(this.address, networkOf(address));
    await take(this.account, hashOf(email));
  }

  async signedIn(address: string, email: string): Promise<void> {
    await this.address.reward(networkOf(address), 1);
    await this.account.delete(hashOf(email));
  }

  async changesPassword(userId: string): Promise<void> {
    await take(this.password, userId);
  }

  async changedPassword(userId: string): Promise<void> {
    await this.password.delete(userId);
  }
}

function limiter(kind: keyof typeof ATTEMPTS): RateLimiterAbstract {
  return new RateLimiterMemory({ keyPrefix: kind, ...ATTEMPTS[kind] });
}

async function take(from: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await from.consume(key);
  } catch (error) {
    throw error instanceof RateLimiterRes ? tooManyRequests(Math.max(1, Math.ceil(error.msBeforeNext / 1000))) : error;
  }
}

/** Of one length, whatever was typed; and what is kept holds nobody's address. */
function hashOf(email: string): string {
  return createHash('sha256').update(email).digest('base64url');
}
