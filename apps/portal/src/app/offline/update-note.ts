import { DOCUMENT } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { Renewal } from './renewal';

/** Says that a newer portal is ready. It is the person who reloads: nothing half typed is lost. */
@Component({
  selector: 'app-update-note',
  imports: [Icon],
  host: { role: 'status' },
  template: `
    @if (renewal.ready()) {
      <div class="note">
        <app-icon name="sparkles" />
        <p>{{ t('update.ready') }}</p>
        <button type="button" class="btn small" (click)="document.location.reload()">{{ t('update.reload') }}</button>
      </div>
    }
  `,
  styles: `
    .note { margin: 12px 24px 0; }
    @media (max-width: 599.98px) { .note { margin: 8px 12px 0; } }
  `,
})
export class UpdateNote {
  protected readonly t = inject(Words).t;
  protected readonly renewal = inject(Renewal);
  protected readonly document = inject(DOCUMENT);
}
