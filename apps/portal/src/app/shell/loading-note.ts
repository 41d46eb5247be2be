import { Component, DestroyRef, inject, signal } from '@angular/core';
import { Words } from '../i18n/words';

/** What comes sooner is not announced. */
const DELAY_MS = 500;

/** In place of a page that is not there yet. */
@Component({
  selector: 'app-loading-note',
  template: `@if (late()) { <p class="muted" role="status">{{ t('shell.loading') }}</p> }`,
  styles: `p { padding: 24px; }`,
})
export class LoadingNote {
  protected readonly t = inject(Words).t;
  protected readonly late = signal(false);

  constructor() {
    const timer = setTimeout(() => { this.late.set(true); }, DELAY_MS);
    inject(DestroyRef).onDestroy(() => { clearTimeout(timer); });
  }
}
