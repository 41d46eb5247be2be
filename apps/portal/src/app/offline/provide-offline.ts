import { afterNextRender, type EnvironmentProviders, inject, Injector, isDevMode, provideAppInitializer } from '@angular/core';
import { whenIdle } from '../shell/when-idle';

/** Keeps the portal's files for when there is no network. It begins last: nothing that is looked at waits for it. */
export function provideOffline(): EnvironmentProviders {
  return provideAppInitializer(() => {
    // Not every page may: browsers have workers over https and on the machine itself alone.
    if (isDevMode() || !('serviceWorker' in navigator)) return;
    const injector = inject(Injector);
    afterNextRender(() => { whenIdle(() => { void keep(injector); }); }, { injector });
  });
}

async function keep(injector: Injector): Promise<void> {
  const { AppShell } = await import('./app-shell');
  await injector.get(AppShell).keep();
}
