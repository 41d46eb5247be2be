import { computed, effect, Injectable, signal } from '@angular/core';

const NONE: ReadonlySet<string> = new Set();

/** New images from elsewhere wait while somebody reads further down, so that nothing moves under their eyes. */
@Injectable({ providedIn: 'root' })
export class Arrivals {
  private readonly held = signal(NONE);
  /** Somebody is not at the top. */
  readonly holding = signal(false);
  readonly waiting = this.held.asReadonly();
  readonly count = computed(() => this.held().size);

  constructor() {
    effect(() => { if (!this.holding()) this.held.set(NONE); });
  }

  come(names: readonly string[]): void {
    if (this.holding()) this.held.update((held) => new Set([...held, ...names]));
  }

  admit(): void {
    this.held.set(NONE);
  }
}
