import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Connection } from '../api/connection';
import { Chats } from '../create/chats';
import { Words } from '../i18n/words';

/** The threads last spoken in. */
@Component({
  selector: 'app-recent-chats',
  imports: [RouterLink, RouterLinkActive],
  template: `
    @if (chats.recent().length > 0) {
      <h2 class="cap" id="recent">{{ t('shell.recent') }}</h2>
      <nav aria-labelledby="recent">
        @for (chat of chats.recent(); track chat.id) {
          <a [routerLink]="['/create', chat.id]" routerLinkActive="on" ariaCurrentWhenActive="page">{{ chat.title }}</a>
        }
      </nav>
    } @else if (chats.failed() && connection.reachable()) {
      <h2 class="cap">{{ t('shell.recent') }}</h2>
      <p role="status">{{ t('chats.failed') }}</p>
      <button type="button" class="btn small outline" (click)="chats.load()">{{ t('tryAgain') }}</button>
    }
  `,
  styles: `
    h2 { margin: 0 10px 6px; }
    nav { display: grid; gap: 2px; }
    p { margin: 0 10px 8px; color: var(--mat-sys-on-surface-variant); font-size: 13px; line-height: 18px; }
    .btn { margin: 0 10px; }
    a {
      overflow: hidden;
      padding: 6px 10px;
      border-radius: var(--r-sm);
      color: var(--mat-sys-on-surface-variant);
      font-size: 13px;
      font-weight: 400;
      text-decoration: none;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    a:hover { background: var(--mat-sys-surface-container); }
    a:focus-visible { outline-offset: -2px; }
    a.on { background: var(--mat-sys-secondary-container); color: var(--mat-sys-on-surface); font-weight: 550; }
  `,
})
export class RecentChats {
  protected readonly t = inject(Words).t;
  protected readonly chats = inject(Chats);
  protected readonly connection = inject(Connection);
}
