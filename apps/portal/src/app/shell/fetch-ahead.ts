import { afterNextRender, type EnvironmentProviders, inject, Injector, provideAppInitializer } from '@angular/core';
import { whenIdle } from './when-idle';

/** Parts that come on demand, and would be missed most just when the server that has them is away. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('@vitrine/sketch'),
  () => import('../images/indexed-db-image-store'),
  () => import('@angular/material/snack-bar'),
  () => import('@angular/material/dialog'),
  () => import('../images/remove-dialog'),
];

/** Once the first page is drawn and the browser has nothing else to do. No image is among it. */
export function provideFetchAhead(): EnvironmentProviders {
  return provideAppInitializer(() => {
    afterNextRender(() => { whenIdle(() => { void fetchAll(); }); }, { injector: inject(Injector) });
  });
}

async function fetchAll(): Promise<void> {
  await Promise.allSettled(PARTS.map((part) => part())); // what did not come is asked for again when it is needed
}
