import { afterNextRender, type EnvironmentProviders, inject, Injector, provideAppInitializer } from '@angular/core';

/** Parts that come on demand, and would be missed most just when the server that has them is away. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('@vitrine/sketch'),
  () => import('../images/indexed-db-image-store'),
  () => import('@angular/material/snack-bar'),
  () => import('@angular/material/dialog'),
  () => import('../images/remove-dialog'),
];

const IDLE_AT_LATEST_MS = 3000;

/** Once the first page is drawn and the browser has nothing else to do. No image is among it. */
export function provideFetchAhead(): EnvironmentProviders {
  return provideAppInitializer(() => {
    afterNextRender(() => { whenIdle(() => { void fetchAll(); }); }, { injector: inject(Injector) });
  });
}

async function fetchAll(): Promise<void> {
  await Promise.allSettled(PARTS.map((part) => part())); // what did not come is asked for again when it is needed
}

function whenIdle(work: () => void): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: IDLE_AT_LATEST_MS });
  else setTimeout(work, IDLE_AT_LATEST_MS);
}
