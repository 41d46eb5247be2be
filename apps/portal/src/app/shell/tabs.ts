import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { BottomBar } from './bottom-bar';
import { Icon } from './icon';

/** The rail of a phone. */
@Component({
  selector: 'app-tabs',
  imports: [Icon, RouterLink, RouterLinkActive],
  hostDirectives: [BottomBar],
  template: `
    <nav [attr.aria-label]="t('shell.main')">
      <a routerLink="/create" routerLinkActive="on" ariaCurrentWhenActive="page"><app-icon name="message-square" [size]="20" />{{ t('shell.create') }}</a>
      <a routerLink="/library" routerLinkActive="on" ariaCurrentWhenActive="page"><app-icon name="images" [size]="20" />{{ t('shell.library') }}</a>
      @if (session.owner()) {
        <a routerLink="/albums" routerLinkActive="on" ariaCurrentWhenActive="page"><app-icon name="folder" [size]="20" />{{ t('albums.title') }}</a>
        <a routerLink="/trash" routerLinkActive="on" ariaCurrentWhenActive="page"><app-icon name="trash-2" [size]="20" />{{ t('shell.trash') }}</a>
        <a routerLink="/account" routerLinkActive="on" ariaCurrentWhenActive="page"><app-icon name="user" [size]="20" />{{ t('shell.account') }}</a>
      } @else {
        <a routerLink="/sign-in"><app-icon name="log-in" [size]="20" />{{ t('signIn.title') }}</a>
      }
    </nav>
  `,
  styles: `
    nav {
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
      height: calc(64px + env(safe-area-inset-bottom));
      padding-bottom: env(safe-area-inset-bottom);
      border-top: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-surface-container-low);
    }
    a {
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 3px;
      color: var(--mat-sys-on-surface-variant);
      font-size: 12px;
      font-weight: 500;
      line-height: 14px;
    }
    a:focus-visible { outline-offset: -4px; }
    a.on { color: var(--mat-sys-primary); font-weight: 600; }
  `,
})
export class Tabs {
  protected readonly t = inject(Words).t;
  protected readonly session = inject(Session);
}
