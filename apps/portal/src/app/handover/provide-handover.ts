import { DOCUMENT } from '@angular/common';
import { effect, type EnvironmentProviders, inject, Injectable, Injector, makeEnvironmentProviders, provideEnvironmentInitializer, untracked } from '@angular/core';
import { Session, SIGN_OUT_TASKS } from '../auth/session';
import { LocalImageIndex } from '../images/local-image-index';
import { HandoverPlan, PLAN_KEY } from './handover-plan';

/** Looks, at no cost, whether there is anything to hand over; what does it is fetched only then. */
@Injectable({ providedIn: 'root' })
export class Arrival {
  private readonly injector = inject(Injector);
  private readonly view = inject(DOCUMENT).defaultView;

  /** Somebody signed in or signed up on this page. */
  async greet(): Promise<void> {
    if (this.kept((storage) => new LocalImageIndex(storage).list('guest').length > 0)) await (await this.offer()).greet();
  }

  /** A page was closed while images were on their way. */
  async goOn(): Promise<void> {
    if (this.kept((storage) => storage.getItem(PLAN_KEY) !== null)) await (await this.offer()).resume();
  }

  private async offer() {
    const { OfferHandover } = await import('./offer-handover');
    return this.injector.get(OfferHandover);
  }

  private kept(ask: (storage: Storage) => boolean): boolean {
    try {
      return this.view !== null && ask(this.view.localStorage);
    } catch {
      return false; // a browser that lets no page keep anything has nothing to hand over
    }
  }
}

export function provideHandover(): EnvironmentProviders {
  return makeEnvironmentProviders([
    { provide: SIGN_OUT_TASKS, multi: true, useFactory: () => { const plan = inject(HandoverPlan); return () => { plan.clear(); return Promise.resolve(); }; } },
    provideEnvironmentInitializer(() => {
      const [session, arrival] = [inject(Session), inject(Arrival)];
      const once = effect(() => {
        if (session.user() === null) return;
        once.destroy();
        untracked(() => void arrival.goOn());
      });
    }),
  ]);
}
