const IDLE_AT_LATEST_MS = 3000;

/** As soon as the browser has nothing else to do, and within seconds in any case. */
export function whenIdle(work: () => void): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: IDLE_AT_LATEST_MS });
  else setTimeout(work, IDLE_AT_LATEST_MS);
}
