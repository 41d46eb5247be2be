import { DOCUMENT } from '@angular/common';
import { createEnvironmentInjector, effect, EnvironmentInjector, inject, Injectable, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { provideServiceWorker, SwUpdate } from '@angular/service-worker';
import { filter, fromEvent, throttleTime } from 'rxjs';
import { Connection } from '../api/connection';
import { Renewal } from './renewal';
import { workerScript } from './worker-script';

const LOOK_AGAIN_MS = 600_000;

/** The portal's own files, kept by this browser so that its screens open without a network. Of the API nothing is kept. */
@Injectable({ providedIn: 'root' })
export class AppShell {
  private readonly document = inject(DOCUMENT);
  private readonly renewal = inject(Renewal);
  /** Registered by `keep`, so that nothing of this is among what the first page loads. */
  private readonly updates = createEnvironmentInjector([provideServiceWorker('')], inject(EnvironmentInjector)).get(SwUpdate);
  private readonly script = workerScript();

  constructor() {
    this.updates.versionUpdates.pipe(filter(({ type }) => type === 'VERSION_READY'), takeUntilDestroyed()).subscribe(() => { this.renewal.ready.set(true); });
    // What this page still needs is gone from the server and from here: only a new load helps.
    this.updates.unrecoverable.pipe(takeUntilDestroyed()).subscribe(() => { this.renewal.ready.set(true); });
    fromEvent(this.document, 'visibilitychange').pipe(
      filter(() => this.document.visibilityState === 'visible'), throttleTime(LOOK_AGAIN_MS), takeUntilDestroyed(),
    ).subscribe(() => void this.look());
    this.lookAfterAbsence(inject(Connection));
  }

  /** From now on this browser keeps the portal, where it can: over https, or on the machine itself. */
  async keep(): Promise<void> {
    try {
      await this.document.defaultView?.navigator.serviceWorker.register(this.script);
    } catch {
      return; // some private windows refuse; the portal works as well without
    }
  }

  /** A server that was away may have come back as a newer one. */
  private lookAfterAbsence(connection: Connection): void {
    let away = false;
    effect(() => {
      const reachable = connection.reachable();
      if (reachable && away) untracked(() => void this.look());
      away = !reachable;
    });
  }

  /** Without a word when the server is away again. */
  private async look(): Promise<void> {
    await this.updates.checkForUpdate().catch(() => false);
  }
}
