import { Injectable } from '@nestjs/common';
import { serverBusy } from '../../problems/catalogue';

/** Archives of one owner that are being sent; each holds what its client has not taken yet. */
export const ARCHIVES_AT_ONCE = 4;
/** And of one owner that wait for one of those to end. */
export const ARCHIVES_WAITING_MAX = 16;
/** Of all owners, sent and waiting. */
export const ARCHIVES_MAX = 256;
const RETRY_AFTER_SECONDS = 10;

interface Waiting {
  readonly begin: () => void;
  readonly refuse: (reason: Error) => void;
}

interface OfOwner {
  running: number;
  readonly waiting: Set<Waiting>;
}

/** Bounds how many archives are sent at a time. When there are as many as may be, one that waits gives way to an owner who has none. */
@Injectable()
export class ArchiveSlots {
  private readonly owners = new Map<string, OfOwner>();
  private all = 0;

  /** @throws `server-busy` when too many wait. */
  requireRoom(owner: string): void {
    const slots = this.owners.get(owner);
    const isFull = this.all >= ARCHIVES_MAX && (slots !== undefined || this.lastInLongestQueue() === undefined);
    if (isFull || (slots?.waiting.size ?? 0) >= ARCHIVES_WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
  }

  /** Rejects with the signal's reason, and never begins, when it is aborted before its turn. @throws `server-busy` when too many wait. */
  async within(owner: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    signal.throwIfAborted();
    this.requireRoom(owner);
    if (this.all >= ARCHIVES_MAX) this.lastInLongestQueue()?.refuse(serverBusy(RETRY_AFTER_SECONDS));
    const slots = this.owners.get(owner) ?? { running: 0, waiting: new Set() };
    this.owners.set(owner, slots);
    this.all += 1;
    try {
      if (slots.running >= ARCHIVES_AT_ONCE) await turn(slots, signal);
      else slots.running += 1;
      await work().finally(() => { leave(slots); });
    } finally {
      this.all -= 1;
      if (slots.running === 0 && slots.waiting.size === 0) this.owners.delete(owner);
    }
  }

  private lastInLongestQueue(): Waiting | undefined {
    const [longest] = [...this.owners.values()].toSorted((a, b) => b.waiting.size - a.waiting.size);
    return [...(longest?.waiting ?? [])].at(-1);
  }
}

function turn({ waiting }: OfOwner, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      signal.removeEventListener('abort', abort);
      waiting.delete(own);
    };
    const own: Waiting = {
      begin: () => { leave(); resolve(); },
      refuse: (reason) => { leave(); reject(reason); },
    };
    const abort = () => { own.refuse(signal.reason as Error); };
    waiting.add(own);
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** The slot goes to the request that has waited longest. */
function leave(slots: OfOwner): void {
  const [next] = slots.waiting;
  if (next) next.begin();
  else slots.running -= 1;
}
