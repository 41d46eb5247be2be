import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import { tooManyRequests } from '../problems/catalogue';
import { networkOf } from './address';
import { AttemptRepository } from './attempt.repository';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const SWEEP_EVERY_MS = 60 * 1000;
/** Some 20 MB. */
const COUNTERS_MAX = 100_000;

/** Failed attempts, but for registrations: those count whatever comes of them. */
export const LIMITS = {
  /** Guesses at many accounts from one network. */
  network: { max: 50, windowMs: QUARTER_HOUR_MS },
  /** Guesses at one account from one network: it locks nobody else out. */
  accountFromNetwork: { max: 10, windowMs: QUARTER_HOUR_MS },
  /** Guesses at one account from many networks: known devices are not counted here. */
  account: { max: 100, windowMs: HOUR_MS },
  /** Guesses from a device that signed in to the account before. */
  device: { max: 10, windowMs: QUARTER_HOUR_MS },
  /** Guesses from all such devices of an account: somebody who knew its password once may have collected many. */
  knownDevices: { max: 50, windowMs: QUARTER_HOUR_MS },
  registration: { max: 300, windowMs: HOUR_MS },
  password: { max: 10, windowMs: QUARTER_HOUR_MS },
} as const;

type Kind = keyof typeof LIMITS;

interface Counter {
  readonly kind: Kind;
  readonly key: string;
}

export interface SignInAttempt {
  readonly address: string;
  /** Canonical; need not be anyone's: an unknown one is limited alike. */
  readonly email: string;
  /** The name of a device that signed in to this account, with its present password, before; or null. */
  readonly device: string | null;
}

/**
 * How often something may be tried. An attempt is counted before it is made, so that a hundred at once are not one. Every
 * method rejects with `tooManyRequests`, and then counts nothing. An attempt that fails for another reason than a wrong
 * password, such as `serverBusy`, is given back.
 */
@Injectable()
export class AttemptLimits {
  private sweepAt = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly attempts: AttemptRepository,
  ) {}

  /** `work` gives null for a wrong password. A success clears the failures of its account from here. */
  async signIn<T>({ address, email, device }: SignInAttempt, work: () => Promise<T | null>): Promise<T | null> {
    const network = networkOf(address);
    if (device !== null) return this.limit([counter('device', device, email)], [counter('knownDevices', email)], work);
    const shared = [counter('network', network), counter('account', email)];
    return this.limit([counter('accountFromNetwork', network, email)], shared, work);
  }

  async changePassword(userId: string, work: () => Promise<boolean>): Promise<boolean> {
    return (await this.limit([counter('password', userId)], [], async () => (await work()) || null)) ?? false;
  }

  async register<T>(address: string, work: () => Promise<T>): Promise<T> {
    const counters = [counter('registration', networkOf(address))];
    await this.count(counters);
    return this.orGiveBack(counters, work);
  }

  /** A success clears `own` counters; of those shared with others it takes back its own attempt. */
  private async limit<T>(own: readonly Counter[], shared: readonly Counter[], work: () => Promise<T | null>): Promise<T | null> {
    await this.count([...shared, ...own]);
    const result = await this.orGiveBack([...shared, ...own], work);
    if (result === null) return null;
    await this.inTurn(async (on) => {
      if (shared.length > 0) await this.attempts.giveBack(shared.map(({ key }) => key), on);
      await this.attempts.delete(own.map(({ key }) => key), on);
    });
    return result;
  }

  /** All or none. */
  private async count(counters: readonly Counter[]): Promise<void> {
    const now = Date.now();
    await this.inTurn(async (on) => {
      if (now >= this.sweepAt) {
        await this.attempts.sweep(now, COUNTERS_MAX, on);
        this.sweepAt = now + SWEEP_EVERY_MS;
      }
      for (const { kind, key } of counters) {
        const { count, resets_at } = await this.attempts.count(key, LIMITS[kind].windowMs, now, on);
        if (count > LIMITS[kind].max) throw tooManyRequests(Math.max(1, Math.ceil((resets_at - now) / 1000)), { name: kind, ...LIMITS[kind] });
      }
    });
  }

  private async orGiveBack<T>(counters: readonly Counter[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.inTurn((on) => this.attempts.giveBack(counters.map(({ key }) => key), on));
      throw error;
    }
  }

  /** One transaction after the other: of a flood of attempts, one at a time stands before what others read. */
  private inTurn<T>(work: (on: Executor) => Promise<T>): Promise<T> {
    const result = this.last.then(() => this.db.atomically(work));
    this.last = result.catch(() => undefined);
    return result;
  }
}

/** Of one length, whatever was typed; and what is stored holds nobody's address. */
function counter(kind: Kind, ...of: readonly string[]): Counter {
  return { kind, key: `${kind}:${createHash('sha256').update(JSON.stringify(of)).digest('base64url')}` };
}
