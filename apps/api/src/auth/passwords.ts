import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { HashGate } from './hash-gate';

/** OWASP's parameters for argon2id (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html). */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Keeps passwords as argon2id hashes in PHC form. */
@Injectable()
export class Passwords {
  private readonly nobodys = hash(randomBytes(32), ARGON2ID);

  constructor(private readonly gate: HashGate) {}

  /** Rejects with `serverBusy` when too many passwords wait to be hashed, and with the signal's reason when it is aborted in the line, as `matches` does. */
  hash(password: string, signal: AbortSignal): Promise<string> {
    return this.gate.run(() => hash(password, ARGON2ID), signal);
  }

  /** The same work when there is no account: without it, the time of the answer would tell who has one. */
  async matches(stored: string | null, password: string, signal: AbortSignal): Promise<boolean> {
    const against = stored ?? (await this.nobodys);
    const matches = await this.gate.run(() => verify(against, password), signal);
    return matches && stored !== null;
  }
}
