import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Session } from '../auth/session';
import type { LibraryImage } from '../images/library-image';
import { KeptDraft } from './kept-draft';
import { AS_USUAL, type Wish } from './wish';

/**
 * What is typed and not sent yet, with its choices. It outlives the page being left, a reload, and a session that
 * ended by itself; a sign-out or another person ends it.
 */
@Injectable({ providedIn: 'root' })
export class Draft {
  private readonly session = inject(Session);
  private readonly kept = inject(KeptDraft);
  private readonly current = signal<Wish>(AS_USUAL);
  private readonly origin = signal<LibraryImage | null>(null);
  private owner: string | null = null;
  private started = false;
  readonly wish = this.current.asReadonly();
  /** The image these words were taken from, to be varied; null when they are the person's own. */
  readonly of = this.origin.asReadonly();

  constructor() {
    effect(() => {
      if (this.session.status() === 'starting') return;
      const owner = this.session.owner()?.id ?? null;
      const expired = this.session.expired();
      untracked(() => { this.passOn(owner, expired); });
    });
  }

  change(part: Partial<Wish>): void {
    this.current.update((wish) => ({ ...wish, ...part }));
    if (this.started) this.kept.write(this.owner, this.current());
  }

  takenFrom(image: LibraryImage | null): void {
    this.origin.set(image);
  }

  /** After sending: the words go, the choices stay. */
  sent(): void {
    this.change({ prompt: '' });
    this.origin.set(null);
  }

  private passOn(owner: string | null, expired: boolean): void {
    // Who left without being asked may come back: their words wait for them.
    if (owner === null && expired) return;
    if (this.owner !== null && owner !== this.owner) this.end();
    this.owner = owner;
    this.resume();
  }

  /** What this tab kept of the same person; what it kept of another goes. While nobody knows who comes back, it waits. */
  private resume(): void {
    const kept = this.kept.read();
    this.started = true;
    if (this.current().prompt !== '') return this.kept.write(this.owner, this.current());
    if (kept?.owner === this.owner) this.current.set(kept.wish);
    else this.kept.clear();
  }

  private end(): void {
    this.current.set(AS_USUAL);
    this.origin.set(null);
    this.kept.clear();
  }
}
