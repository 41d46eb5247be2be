/** Rung by one, heard by another. Rung many times before it is listened to, it is heard once. */
export class Bell {
  private rung = false;
  private closed = false;
  private broken: unknown = null;
  private wake: (() => void) | null = null;

  constructor(private readonly closing: () => void = () => undefined) {}

  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Whoever listens is told this instead. */
  break(why: unknown): void {
    this.broken = why;
    this.wake?.();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.closing();
    this.wake?.();
  }

  /** True when it rang, or when nothing was heard for so long; false once it is closed. Rejects when it was broken. */
  async heard(patienceMs: number): Promise<boolean> {
    if (!this.rung && !this.closed && this.broken === null) await this.next(patienceMs);
    if (this.broken !== null) throw this.broken;
    this.rung = false;
    return !this.closed;
  }

  private next(patienceMs: number): Promise<void> {
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
