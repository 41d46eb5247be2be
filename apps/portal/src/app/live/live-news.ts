import { HttpClient, HttpEventType } from '@angular/common/http';
import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { createParser } from 'eventsource-parser';
import { Connection } from '../api/connection';
import { toApiError } from '../api/api-client';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';

const EVENTS = '/api/ai/events';
const AGAIN_MIN_MS = 1000;
const AGAIN_MAX_MS = 30_000;
/** Many changes at once are read once. */
const CALM_MS = 100;
/** The text of a stream grows as long as it is open: after so much it is opened anew where it was left. */
const TEXT_MAX = 1_000_000;

/** Hears what happens to the library on other devices, and has the index follow. A break loses nothing: it goes on where it was. */
@Injectable({ providedIn: 'root' })
export class LiveNews {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly library = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly wanted = signal(false);
  private last: string | null = null;
  private wait = AGAIN_MIN_MS;
  private calm: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect((onCleanup) => {
      const owner = this.session.status() === 'signed-in' ? this.session.owner()?.id : undefined;
      if (!this.wanted() || owner === undefined || !this.connection.reachable()) return;
      const stop = untracked(() => this.listen());
      onCleanup(stop);
    });
    effect(() => { this.session.owner(); this.last = null; });
  }

  /** From now on, as long as somebody is signed in. */
  attend(): void {
    this.wanted.set(true);
  }

  private listen(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let close: () => void = () => undefined;
    const open = () => {
      close = this.open((failed) => {
        this.wait = failed ? Math.min(this.wait * 2, AGAIN_MAX_MS) : AGAIN_MIN_MS;
        timer = setTimeout(open, this.wait);
      });
    };
    open();
    return () => { clearTimeout(timer); close(); };
  }

  private open(ended: (failed: boolean) => void): () => void {
    const parser = createParser({ onEvent: ({ id, event }) => { this.hear(id, event); } });
    const headers = { Accept: 'text/event-stream', ...(this.last === null ? {} : { 'Last-Event-ID': this.last }) };
    let read = 0;
    const stream = this.http.get(EVENTS, { headers, observe: 'events', reportProgress: true, responseType: 'text' }).subscribe({
      next: (progress) => {
        if (progress.type !== HttpEventType.DownloadProgress || !('partialText' in progress)) return;
        const text = progress.partialText ?? '';
        parser.feed(text.slice(read));
        read = text.length;
        if (read > TEXT_MAX) { stream.unsubscribe(); ended(false); }
      },
      error: (error: unknown) => {
        if (kindOf(toApiError(error)) === null) throw error;
        ended(true);
      },
      complete: () => { ended(read === 0); },
    });
    return () => { stream.unsubscribe(); };
  }

  private hear(id: string | undefined, event: string | undefined): void {
    if (id !== undefined) this.last = id;
    if (event === undefined || event === 'ready' || event === 'generation.changed') return;
    clearTimeout(this.calm);
    this.calm = setTimeout(() => { void this.library.load(); this.facets.refresh(); }, CALM_MS);
  }
}
