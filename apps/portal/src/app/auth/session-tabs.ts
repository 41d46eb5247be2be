import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Injectable } from '@angular/core';
import { BrowserLocks } from '../browser-tabs/browser-locks';

interface Heard {
  signedIn(userId: string): void;
  signedOut(): void;
  /** This tab came to the front. */
  shown(): void;
}

type Message = { readonly signedIn: string } | { readonly signedOut: true };

const NAME = 'vitrine.session';
/** Longer than a renewal may take. */
const PATIENCE_MS = 12_000;

/** The other tabs of this browser: they share the cookies, so they share who is signed in. */
@Injectable({ providedIn: 'root' })
export class SessionTabs {
  private readonly document = inject(DOCUMENT);
  private readonly locks = inject(BrowserLocks);
  private readonly destroyed = inject(DestroyRef);
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);

  listen(heard: Heard): void {
    const shown = () => { if (this.document.visibilityState === 'visible') heard.shown(); };
    const message = (event: MessageEvent<Message>) => {
      if ('signedIn' in event.data) heard.signedIn(event.data.signedIn);
      else heard.signedOut();
    };
    this.document.addEventListener('visibilitychange', shown);
    this.channel?.addEventListener('message', message);
    this.destroyed.onDestroy(() => {
      this.document.removeEventListener('visibilitychange', shown);
      this.channel?.close();
    });
  }

  announceSignedIn(userId: string): void {
    this.channel?.postMessage({ signedIn: userId } satisfies Message);
  }

  announceSignedOut(): void {
    this.channel?.postMessage({ signedOut: true } satisfies Message);
  }

  /** While one tab renews the session, the others wait: each use of the cookie spends it. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.locks.run(NAME, work, PATIENCE_MS);
  }
}
