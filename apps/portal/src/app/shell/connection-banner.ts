import { Component, effect, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { Icon } from './icon';
import { Toasts } from './toasts';

/** Says that the server is away, when it will be asked again, and that it is back. A guest has no need of it. */
@Component({
  selector: 'app-connection-banner',
  imports: [Icon],
  template: `
    @if (!connection.reachable() && session.owner()) {
      <div class="note device">
        <app-icon name="cloud-off" />
        <p>
          <span role="status">
            @if (connection.offline()) { You're offline. } @else { We can't reach the server. }
            New images are drawn and kept on this device until it is back.
          </span>
          @if (connection.trying()) { Trying… }
          @else if (connection.retryIn(); as seconds) { Trying again in {{ seconds }} s. }
        </p>
        <button type="button" class="btn small" (click)="connection.tryNow()">Try now</button>
      </div>
    }
  `,
  styles: `.note { margin: 12px 24px 0; } @media (max-width: 599.98px) { .note { margin: 8px 12px 0; } }`,
})
export class ConnectionBanner {
  protected readonly connection = inject(Connection);
  protected readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private away = false;

  constructor() {
    effect(() => {
      const reachable = this.connection.reachable();
      if (reachable && this.away) void this.toasts.say("You're back online.");
      this.away = !reachable && this.session.owner() !== null;
    });
  }
}
