import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { serverBusy } from '../problems/catalogue';

/** Each takes a core, and a thread of the pool of four that files are read on: one core is left to everything else. */
export const HASHES_AT_ONCE = Math.min(2, Math.max(1, availableParallelism() - 1));
/** One to two seconds of hashing. */
export const HASHES_WAITING_MAX = 64;
const RETRY_AFTER_SECONDS = 2;

/** Lets few password hashes run at a time, in the order they came, so that a flood of sign-ins holds up nothing else. */
@Injectable()
export class HashGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Rejects with `serverBusy`, and does not hash, when too many wait. */
  async run<T>(hash: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await hash();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < HASHES_AT_ONCE) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= HASHES_WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes to the next in line. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running -= 1;
  }
}
