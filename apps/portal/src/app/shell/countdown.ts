import { DestroyRef, inject, signal } from '@angular/core';

/** Seconds until something may be done again. To be made where a component or service is made: it ends with it. */
export class Countdown {
  private readonly seconds = signal(0);
  private timer: ReturnType<typeof setInterval> | undefined;
  readonly left = this.seconds.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => { this.stop(); });
  }

  /** Counted against the clock, so that a tab asleep does not wait longer. */
  start(seconds: number): void {
    this.stop();
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      this.seconds.set(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
      if (this.seconds() === 0) this.stop();
    };
    this.timer = setInterval(tick, 500);
    tick();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
