/** Raised by one and waited for by another. Raised many times before it is waited for, it is seen once. */
export class Signal {
  private raised = false;
  private closed = false;
  private error: unknown = null;
  private wake: (() => void) | null = null;

  constructor(private readonly closing: () => void = () => undefined) {}

  raise(): void {
    this.raised = true;
    this.wake?.();
  }

  /** `next` rejects with it from now on. */
  fail(error: unknown): void {
    this.error = error;
    this.wake?.();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.closing();
    this.wake?.();
  }

  /** True when it was raised, or after so many milliseconds; false once it is closed. Rejects when it has failed. */
  async next(patienceMs: number): Promise<boolean> {
    if (!this.raised && !this.closed && this.error === null) await this.wait(patienceMs);
    if (this.error !== null) throw this.error;
    this.raised = false;
    return !this.closed;
  }

  private wait(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = null;
        resolve();
      };
    });
  }
}
