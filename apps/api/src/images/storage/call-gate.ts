/** One of the four threads on which Node reads files stays free for whatever else needs one, were all calls of the store to hang. */
const SLOTS = 3;

/** A call took longer than it may. It may still come to its end. */
export class CallTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * Called by a call of many parts between two of them, when one is done: its time begins again, and calls that wait for a
 * slot are let in first. Rejects with `CallTimeout` when the call is overdue already, or no slot comes back.
 */
export type Progress = () => Promise<void>;

/** For work that has no deadline. */
export const noDeadline: Progress = () => Promise.resolve();

interface Waiting {
  readonly enter: () => void;
  readonly fail: (error: CallTimeout) => void;
}

/** A call that has begun. */
class Call {
  isOverdue = false;
  hasSlot = true;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly timeoutMs: number,
    private readonly expire: (error: CallTimeout) => void,
  ) {
    this.startTimer();
  }

  startTimer(): void {
    this.timer = setTimeout(() => {
      this.isOverdue = true;
      this.expire(new CallTimeout(`the file system has not answered within ${String(this.timeoutMs)} ms`));
    }, this.timeoutMs);
  }

  stopTimer(): void {
    clearTimeout(this.timer);
  }
}

/**
 * Bounds how many calls to a file system are under way, and how long anybody waits for one, or for a part of one to be
 * done. A call cannot be interrupted while the file system hangs: its slot stays taken until the call returns, and other
 * calls for the same name, or all when every slot is taken by such a call, are refused at once. All work again as soon
 * as the calls return.
 */
export class CallGate {
  private readonly waiting = new Set<Waiting>();
  /** How many overdue calls there are for each name. */
  private readonly overdue = new Map<string, number>();
  private running = 0;
  private hanging = 0;

  constructor(readonly timeoutMs: number) {}

  /** Rejects with `CallTimeout` when the call, or its next part, has not returned in time; what it returns afterwards is given to `discard`. */
  async run<T>(name: string, call: (progress: Progress) => Promise<T>, discard: (late: T) => void = () => undefined): Promise<T> {
    if (this.overdue.has(name)) throw new CallTimeout('an earlier call for the same file has not returned');
    await this.enter();
    return new Promise((resolve, reject) => {
      const begun = new Call(this.timeoutMs, (error) => { this.hang(name); reject(error); });
      Promise.resolve()
        .then(() => call(() => this.progress(begun)))
        .finally(() => { this.end(name, begun); })
        .then((value) => { if (begun.isOverdue) discard(value); else resolve(value); })
        .catch(reject);
    });
  }

  private async progress(call: Call): Promise<void> {
    if (call.isOverdue) throw new CallTimeout('the call has been given up');
    call.stopTimer();
    try {
      if (this.waiting.size > 0) await this.letOthersIn(call);
    } finally {
      call.startTimer();
    }
  }

  private async letOthersIn(call: Call): Promise<void> {
    call.hasSlot = false;
    this.leave();
    await this.enter();
    call.hasSlot = true;
  }

  private async enter(): Promise<void> {
    if (this.running >= SLOTS) await this.slot();
    else this.running += 1;
  }

  private slot(): Promise<void> {
    if (this.hanging >= SLOTS) return Promise.reject(new CallTimeout('no call to the file system returns'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { waiting.fail(new CallTimeout('no call to the file system was possible in time')); }, this.timeoutMs);
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(waiting);
      };
      const waiting: Waiting = {
        enter: () => { end(); resolve(); },
        fail: (error) => { end(); reject(error); },
      };
      this.waiting.add(waiting);
    });
  }

  /** The slot goes to the call that waited longest. */
  private leave(): void {
    const [next] = this.waiting;
    if (next) next.enter();
    else this.running -= 1;
  }

  private end(name: string, call: Call): void {
    call.stopTimer();
    if (call.hasSlot) this.leave();
    if (call.isOverdue) this.recover(name);
  }

  private hang(name: string): void {
    this.hanging += 1;
    this.overdue.set(name, (this.overdue.get(name) ?? 0) + 1);
    if (this.hanging < SLOTS) return;
    for (const waiting of this.waiting) waiting.fail(new CallTimeout('no call to the file system returns'));
  }

  private recover(name: string): void {
    this.hanging -= 1;
    const left = (this.overdue.get(name) ?? 1) - 1;
    if (left === 0) this.overdue.delete(name);
    else this.overdue.set(name, left);
  }
}
