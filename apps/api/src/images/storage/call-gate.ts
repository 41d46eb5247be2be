/** One of the four threads on which Node reads files stays free for whatever else needs one, were all calls of the store to hang. */
const SLOTS = 3;

/** A call took longer than it may. It may still come to its end. */
export class CallTimeout extends Error {
  readonly code = 'ETIMEDOUT';
}

interface Waiting {
  readonly enter: () => void;
  readonly fail: (error: CallTimeout) => void;
}

/**
 * Bounds how many calls to a file system are under way, and how long anybody waits for one. A call cannot be interrupted
 * while the file system hangs: its slot stays taken until the call returns, and other calls for the same name, or all
 * when every slot is taken by such a call, are refused at once. All work again as soon as the calls return.
 */
export class CallGate {
  private readonly waiting = new Set<Waiting>();
  /** How many overdue calls there are for each name. */
  private readonly overdue = new Map<string, number>();
  private running = 0;
  private hanging = 0;

  constructor(readonly timeoutMs: number) {}

  /** Rejects with `CallTimeout` when the call has not returned in time; what it returns afterwards is given to `discard`. */
  async run<T>(name: string, call: () => Promise<T>, discard: (late: T) => void = () => undefined): Promise<T> {
    if (this.overdue.has(name)) throw new CallTimeout('an earlier call for the same file has not returned');
    if (this.running >= SLOTS) await this.slot();
    else this.running += 1;
    const returned = Promise.resolve().then(call).finally(() => this.leave());
    return this.inTime(name, returned, discard);
  }

  private inTime<T>(name: string, returned: Promise<T>, discard: (late: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        this.hang(name);
        reject(new CallTimeout(`the file system has not answered within ${String(this.timeoutMs)} ms`));
      }, this.timeoutMs);
      returned.then((value) => { if (late) discard(value); else resolve(value); }, reject).finally(() => {
        clearTimeout(timer);
        if (late) this.recover(name);
      }).catch(reject);
    });
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

  /** The slot goes to whoever waited longest. */
  private leave(): void {
    const [next] = this.waiting;
    if (next) next.enter();
    else this.running -= 1;
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
