import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { initials } from './initials';

/** Whose library this is, on a phone, where no rail says it. */
@Component({
  selector: 'app-account-link',
  imports: [RouterLink],
  template: `
    @if (session.owner(); as owner) {
      <a routerLink="/account"><span class="avatar" aria-hidden="true">{{ letters() }}</span><span class="visually-hidden">{{ t('shell.accountOf', { name: owner.displayName }) }}</span></a>
    }
  `,
  styles: `
    :host { display: none; }
    a { display: grid; width: 44px; height: 44px; margin-right: -4px; place-items: center; }
    a:hover { text-decoration: none; }
    .avatar { display: grid; width: 36px; height: 36px; border-radius: 50%; background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); font-size: 13px; font-weight: 600; place-items: center; }
    @media (max-width: 599.98px) { :host { display: block; flex: none; } }
  `,
})
export class AccountLink {
  protected readonly t = inject(Words).t;
  protected readonly session = inject(Session);
  protected readonly letters = computed(() => initials(this.session.owner()?.displayName ?? ''));
}
