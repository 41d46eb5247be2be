import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { BrowserLocks } from '../browser-tabs/browser-locks';
import { PageVisibility } from '../browser-tabs/page-visibility';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';
import { LibraryEventStream } from './library-event-stream';

/** What the tabs send each other: the library's version on the server, or the question for it. */
type Message = { readonly version: number } | 'ask';

/** Changes within this time are read together. */
const DEBOUNCE_MS = 100;

/**
 * Loads the library again when another device or tab has changed it. The visible tabs of one browser share one event
 * stream: a browser opens only six HTTP/1.1 connections to a server. One tab keeps it open and informs the others.
 */
@Injectable({ providedIn: 'root' })
export class LibraryUpdates {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly visibility = inject(PageVisibility);
  private readonly locks = inject(BrowserLocks);
  private readonly stream = inject(LibraryEventStream);
  private readonly library = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly wanted = signal(false);
  /** The newest version on the server that this tab knows of. */
  private readonly latest = signal<number | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => { this.session.owner(); this.latest.set(null); });
    effect((onCleanup) => {
      const owner = this.session.status() === 'signed-in' ? this.session.owner()?.id : undefined;
      if (!this.wanted() || owner === undefined || !this.connection.reachable() || !this.visibility.visible()) return;
      onCleanup(untracked(() => this.join(`vitrine.library.${owner}`)));
    });
    effect(() => {
      const [latest, loaded] = [this.latest(), this.library.version()];
      if (latest !== null && loaded !== null && latest > loaded) untracked(() => { this.reload(); });
    });
  }

  /** From now on, as long as somebody is signed in. */
  start(): void {
    this.wanted.set(true);
  }

  private join(name: string): () => void {
    const channel = openChannel(name);
    if (!channel) return this.stream.open((version) => { this.onVersion(version); });
    const leaving = new AbortController();
    // At once when the tab is hidden: a tab that is suspended before the effect runs would keep the lock.
    const signal = AbortSignal.any([leaving.signal, this.visibility.untilHidden()]);
    channel.addEventListener('message', ({ data }: MessageEvent<Message>) => { if (data !== 'ask') this.onVersion(data.version); });
    channel.postMessage('ask' satisfies Message);
    void this.lead(name, channel, signal);
    return () => { leaving.abort(); channel.close(); };
  }

  /** Waits until no other tab keeps the stream open, then keeps it open and informs the others. */
  private async lead(name: string, channel: BroadcastChannel, signal: AbortSignal): Promise<void> {
    const left = new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve(); }); });
    while (!signal.aborted) {
      const lock = await this.locks.hold(name, signal);
      if (!lock) return;
      const tell = (version: number | null) => { if (version !== null && !signal.aborted) channel.postMessage({ version } satisfies Message); };
      const answer = ({ data }: MessageEvent<Message>) => { if (data === 'ask') tell(this.latest()); };
      channel.addEventListener('message', answer);
      const close = signal.aborted ? () => undefined : this.stream.open((version) => { this.onVersion(version); tell(version); });
      await Promise.race([lock.lost, left]);
      close();
      channel.removeEventListener('message', answer);
      lock.release();
    }
  }

  private onVersion(version: number): void {
    const before = this.latest();
    this.latest.set(version);
    if (before !== null && before !== version) this.reload();
  }

  /** Debounced. */
  private reload(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.library.load(); this.facets.refresh(); }, DEBOUNCE_MS);
  }
}

/** Null where the browser has none or refuses it: then this tab keeps a stream of its own. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
