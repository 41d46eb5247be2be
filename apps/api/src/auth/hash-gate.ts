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
  /** In the order they came. */
  private readonly waiting = new Set<() => void>();

  /** Rejects, and does not hash: with `serverBusy` when too many wait, and with the signal's reason when it is aborted before the turn has come. */
  async run<T>(hash: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    await this.enter(signal);
    try {
      return await hash();
    } finally {
      this.leave();
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    if (this.running < HASHES_AT_ONCE) {
      this.running += 1;
      return;
    }
    if (this.waiting.size >= HASHES_WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
    await this.turn(signal);
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.waiting.delete(begin);
        reject(signal.reason as Error);
      };
      this.waiting.add(begin);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** The place goes to the next in line. */
  private leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.running -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
