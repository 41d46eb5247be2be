import { Injectable } from '@nestjs/common';

/** Bodies of all owners in memory at the same time; more wait on the disk. */
export const AT_ONCE = 2;

type Begin = () => void;

/** Bounds what imports take of the memory. Owners take turns, so that one with many does not hold up the others. */
@Injectable()
export class ImportSlots {
  private running = 0;
  /** Of each owner who waits, in the order of their turns. */
  private readonly waiting = new Map<string, Set<Begin>>();

  /** Rejects with the signal's reason, and never begins, when it is aborted before its turn. */
  async within<T>(owner: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    // Whoever leaves hands its place on, so the number of those who run stays as it is.
    if (this.running >= AT_ONCE) await this.turn(owner, signal);
    else this.running += 1;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(owner: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = this.waiting.get(owner) ?? new Set();
      this.waiting.set(owner, line);
      const begin = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        line.delete(begin);
        if (line.size === 0) this.waiting.delete(owner);
        reject(signal.reason as Error);
      };
      line.add(begin);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  private leave(): void {
    const [first] = this.waiting;
    if (!first) {
      this.running -= 1;
      return;
    }
    const [owner, line] = first;
    const [begin] = line;
    this.waiting.delete(owner);
    if (!begin) return this.leave();
    line.delete(begin);
    if (line.size > 0) this.waiting.set(owner, line);
    begin();
  }
}
