import { HttpClient, HttpEventType } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { LiveEvent } from '@vitrine/contracts';
import { createParser } from 'eventsource-parser';
import { toApiError } from '../api/api-client';
import { failOnSilence } from '../api/fail-on-silence';
import { kindOf } from '../api/problem';

const EVENTS = '/api/ai/events';
const RETRY_MIN_MS = 1000;
const RETRY_MAX_MS = 30_000;
/** The text of a response grows as long as it is open: after this many characters it is opened again. */
const TEXT_MAX = 1_000_000;

/** The server's event stream about the library of the signed-in user. */
@Injectable({ providedIn: 'root' })
export class LibraryEventStream {
  private readonly http = inject(HttpClient);

  /**
   * Keeps the stream open until the returned function is called; one that ends is opened again, ever later while it
   * fails. `onVersion` gets the library's version on the server: at each opening, and after each change.
   */
  open(onVersion: (version: number) => void): () => void {
    let wait = RETRY_MIN_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let close: () => void = () => undefined;
    const connect = () => {
      close = this.connect(onVersion, (failed) => {
        wait = failed ? Math.min(wait * 2, RETRY_MAX_MS) : RETRY_MIN_MS;
        timer = setTimeout(connect, wait);
      });
    };
    connect();
    return () => { clearTimeout(timer); close(); };
  }

  private connect(onVersion: (version: number) => void, onEnd: (failed: boolean) => void): () => void {
    const parser = createParser({ onEvent: ({ data }) => { onVersion((JSON.parse(data) as LiveEvent).version); } });
    let read = 0;
    const stream = this.http.get(EVENTS, { headers: { Accept: 'text/event-stream' }, observe: 'events', reportProgress: true, responseType: 'text' }).pipe(failOnSilence()).subscribe({
      next: (progress) => {
        if (progress.type !== HttpEventType.DownloadProgress || !('partialText' in progress)) return;
        const text = progress.partialText ?? '';
        parser.feed(text.slice(read));
        read = text.length;
        if (read > TEXT_MAX) { stream.unsubscribe(); onEnd(false); }
      },
      error: (error: unknown) => {
        if (kindOf(toApiError(error)) === null) throw error;
        onEnd(true);
      },
      complete: () => { onEnd(read === 0); },
    });
    return () => { stream.unsubscribe(); };
  }
}
