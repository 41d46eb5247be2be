import { Component, inject } from '@angular/core';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { SignOutNotes } from './sign-out-notes';

/** Says that a sign-out has not reached the server yet. */
@Component({
  selector: 'app-sign-out-note',
  imports: [Icon],
  host: { role: 'status' },
  template: `@if (notes.pending()) { <p class="note"><app-icon name="cloud-off" /><span>{{ t('signOut.pending') }}</span></p> }`,
  styles: `
    :host { display: block; }
    .note { margin-bottom: 16px; }
    :host(.inset) .note { margin: 12px 24px 0; }
    @media (max-width: 599.98px) { :host(.inset) .note { margin: 8px 12px 0; } }
  `,
})
export class SignOutNote {
  protected readonly t = inject(Words).t;
  protected readonly notes = inject(SignOutNotes);
}
