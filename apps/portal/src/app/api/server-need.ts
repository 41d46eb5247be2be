import { computed, inject, Injectable } from '@angular/core';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';
import { Connection } from './connection';

/** Why what needs the server cannot be done now. */
@Injectable({ providedIn: 'root' })
export class ServerNeed {
  private readonly connection = inject(Connection);
  private readonly words = inject(Words);
  private readonly toasts = inject(Toasts);

  /** Null while the server is there. */
  readonly reason = computed(() =>
    this.connection.reachable() ? null : this.words.t(this.connection.offline() ? 'away.offline' : 'away.unreachable'));

  /** True when the server is there; otherwise the reason is said and nothing is to be done. */
  met(): boolean {
    const reason = this.reason();
    if (reason !== null) void this.toasts.say(reason);
    return reason === null;
  }
}
