import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ServerNeed } from '../api/server-need';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';

/** On the pages for coming in, while nobody can: why, and what can be done meanwhile. */
@Component({
  selector: 'app-away-note',
  imports: [Icon, RouterLink],
  template: `
    <p role="status" [class.note]="need.reason() !== null">
      @if (need.reason(); as reason) {
        <app-icon name="cloud-off" /><span>{{ reason }} {{ t('auth.meanwhile') }}</span> <a routerLink="/create">{{ t('auth.asGuest') }}</a>
      }
    </p>
  `,
  styles: `.note { margin-bottom: 16px; }`,
})
export class AwayNote {
  protected readonly t = inject(Words).t;
  protected readonly need = inject(ServerNeed);
}
