import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** Whether this tab is in front of its window. */
@Injectable({ providedIn: 'root' })
export class PageVisibility {
  private readonly document = inject(DOCUMENT);
  private readonly state = signal(this.document.visibilityState !== 'hidden');
  private showing = new AbortController();

  readonly visible = this.state.asReadonly();

  constructor() {
    const update = () => {
      const visible = this.document.visibilityState !== 'hidden';
      this.state.set(visible);
      if (visible) this.showing = new AbortController();
      else this.showing.abort();
    };
    this.document.addEventListener('visibilitychange', update);
    inject(DestroyRef).onDestroy(() => { this.document.removeEventListener('visibilitychange', update); });
  }

  /** Aborted as soon as the tab is hidden. Asked for while it is visible. */
  untilHidden(): AbortSignal {
    return this.showing.signal;
  }
}
