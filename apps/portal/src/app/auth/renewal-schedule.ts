/** The session is renewed this long before its end, so that no request and no picture meets an expired one. */
const EARLY_MS = 90_000;
/** After one failed renewal, after two in a row, and so on; the last pause repeats. */
const PAUSES_SECONDS = [3, 10, 20, 30] as const;
const PAUSE_MAX_SECONDS = 30;
/** A timer with a longer delay would fire at once. */
const DELAY_MAX_MS = 86_400_000;

/** When the session is renewed next: before its end, or, after a failure, once a pause is over that grows with each failure. */
export class RenewalSchedule {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dueAt = Number.POSITIVE_INFINITY;
  private failures = 0;

  constructor(private readonly renew: () => void) {}

  isDue(): boolean {
    return Date.now() >= this.dueAt;
  }

  /** True while the last renewal failed. */
  isFailing(): boolean {
    return this.failures > 0;
  }

  /** True while the pause after a failed renewal lasts. */
  isPausing(): boolean {
    return this.isFailing() && !this.isDue();
  }

  planBeforeEnd(lifetimeSeconds: number): void {
    this.failures = 0;
    const lifetime = lifetimeSeconds * 1000;
    this.plan(Math.max(lifetime - EARLY_MS, lifetime / 2));
  }

  /** `retryAfter` in seconds, where the server says when to come back. */
  planRetry(retryAfter: number | null): void {
    const pause = PAUSES_SECONDS[this.failures++] ?? PAUSE_MAX_SECONDS;
    this.plan(Math.max(pause, retryAfter ?? 0) * 1000);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.dueAt = Number.POSITIVE_INFINITY;
    this.failures = 0;
  }

  private plan(delay: number): void {
    clearTimeout(this.timer);
    const capped = Math.min(delay, DELAY_MAX_MS);
    this.dueAt = Date.now() + capped;
    this.timer = setTimeout(this.renew, capped);
  }
}
