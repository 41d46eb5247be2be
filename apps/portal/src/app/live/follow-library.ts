import { DestroyRef, EnvironmentInjector, inject } from '@angular/core';

/** Keeps the library up to date with other tabs and devices while a page shows it. Fetched beside the page, which is drawn without it. */
export function followLibrary(): void {
  const injector = inject(EnvironmentInjector);
  const page = inject(DestroyRef);
  void import('./library-updates').then(
    ({ LibraryUpdates }) => { if (!page.destroyed) injector.get(LibraryUpdates).start(); },
    () => undefined, // not fetched: the next page that opens tries again
  );
}
