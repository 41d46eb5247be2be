import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Session } from '../auth/session';
import { AS_USUAL, type Wish } from './wish';

/**
 * What is typed and not sent yet, with its choices. It outlives the page being left and a session that ended by itself;
 * a sign-out or another person ends it.
 */
@Injectable({ providedIn: 'root' })
export class Draft {
  private readonly session = inject(Session);
  private readonly current = signal<Wish>(AS_USUAL);
  private owner: string | null = null;
  readonly wish = this.current.asReadonly();

  constructor() {
    effect(() => {
      const owner = this.session.owner()?.id ?? null;
      const expired = this.session.expired();
      untracked(() => { this.passOn(owner, expired); });
    });
  }

  change(part: Partial<Wish>): void {
    this.current.update((wish) => ({ ...wish, ...part }));
  }

  /** After sending: the words go, the choices stay. */
  sent(): void {
    this.change({ prompt: '' });
  }

  private passOn(owner: string | null, expired: boolean): void {
    const left = owner === null && !expired;
    const another = owner !== null && owner !== this.owner;
    if (this.owner !== null && (left || another)) this.current.set(AS_USUAL);
    if (owner !== null || left) this.owner = owner;
  }
}
