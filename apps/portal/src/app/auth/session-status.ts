import { signal, untracked } from '@angular/core';

/** starting: not known yet. away: someone is signed in here, but the server cannot be asked. */
export type SessionStatus = 'starting' | 'guest' | 'signed-in' | 'away';

/** The status of a session, and a way to wait until it is known. */
export class StatusSignal {
  private readonly status = signal<SessionStatus>('starting');
  private known = Promise.withResolvers<null>();
  readonly value = this.status.asReadonly();

  set(status: SessionStatus): void {
    if (status !== 'starting') this.known.resolve(null);
    else if (untracked(this.status) !== 'starting') this.known = Promise.withResolvers();
    this.status.set(status);
  }

  async whenKnown(): Promise<void> {
    while (untracked(this.status) === 'starting') await this.known.promise;
  }
}
