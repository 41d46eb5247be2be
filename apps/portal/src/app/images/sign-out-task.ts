import { inject, Injector, type Provider } from '@angular/core';
import { SIGN_OUT_TASKS } from '../auth/session';

/** Signing out takes this person's local copies along. The part that keeps images is fetched only then. */
export const FORGET_LOCAL_COPIES: Provider = {
  provide: SIGN_OUT_TASKS,
  multi: true,
  useFactory: () => {
    const injector = inject(Injector);
    return async ({ id }: { readonly id: string }) => {
      const { DeviceImageSource } = await import('./device-image-source');
      await injector.get(DeviceImageSource).forget(id);
    };
  },
};
