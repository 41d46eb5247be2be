import type { Page } from '@playwright/test';

/** Resolves when no animation or transition runs that has an end: what fades in does not have its contrast yet. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(() => Promise.allSettled(
    document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity).map((animation) => animation.finished)));
}
