import { Component, effect, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { BusyNote } from './busy-note';
import { Icon } from './icon';
import { Toasts } from './toasts';

/** Says that the server is away or busy, when it will be asked again, and that it is back. A guest has no need of it. */
@Component({
  selector: 'app-connection-banner',
  imports: [BusyNote, Icon],
  template: `
    @if (!connection.reachable() && (session.owner() || session.status() === 'starting')) {
      <div class="note device">
        <app-icon name="cloud-off" />
        <p>
          <span role="status">
            {{ t(connection.offline() ? 'away.offline' : 'away.unreachable') }} @if (session.owner()) { {{ t(connection.offline() ? 'away.drawnOffline' : 'away.drawnHere') }} }
          </span>
          @if (connection.trying()) { {{ t('away.trying') }} }
          @else if (connection.retryIn(); as seconds) { {{ t('away.retryIn', { seconds }) }} }
        </p>
        <button type="button" class="btn small" (click)="tryNow()">{{ t('away.tryNow') }}</button>
      </div>
    } @else { <app-busy-note /> }
  `,
  styles: `.note { margin: 12px 24px 0; } @media (max-width: 599.98px) { .note { margin: 8px 12px 0; } }`,
})
export class ConnectionBanner {
  protected readonly t = inject(Words).t;
  protected readonly connection = inject(Connection);
  protected readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private away = false;

  constructor() {
    effect(() => {
      const reachable = this.connection.reachable();
      if (reachable && this.away) void this.toasts.say(this.t('away.back'));
      this.away = !reachable && this.session.owner() !== null;
    });
  }

  protected async tryNow(): Promise<void> {
    await this.connection.tryNow();
    await this.session.retry();
  }
}
