import { computed, Injectable, signal } from '@angular/core';
import { finalize, type Observable, race, Subject, take, timer } from 'rxjs';
import type { ApiError } from './problem';

interface Refused {
  readonly kind: ApiError['kind'];
  /** When it is sent again, in ms since the epoch; null once it is sent. */
  readonly retryAt: number | null;
}

/** Requests that the server cannot answer for now, and that are sent again after a pause. */
@Injectable({ providedIn: 'root' })
export class RefusedRequests {
  private readonly requests = signal<ReadonlyMap<symbol, Refused>>(new Map());
  private readonly retries = new Subject<void>();

  /** Why the first of them was refused; null when there is none. */
  readonly kind = computed(() => [...this.requests().values()][0]?.kind ?? null);
  /** When the next one is sent, in ms since the epoch; null when all are sent. */
  readonly retryAt = computed(() => {
    const times = [...this.requests().values()].map(({ retryAt }) => retryAt).filter((time) => time !== null);
    return times.length === 0 ? null : Math.min(...times);
  });

  /** Emits when the request should be sent again: after the pause, or when the person asks for it. */
  wait(request: symbol, kind: ApiError['kind'], seconds: number): Observable<unknown> {
    this.set(request, { kind, retryAt: Date.now() + seconds * 1000 });
    return race(timer(seconds * 1000), this.retries).pipe(take(1), finalize(() => { this.set(request, { kind, retryAt: null }); }));
  }

  /** It was answered, failed for another reason, or is waited for no more. */
  remove(request: symbol): void {
    if (!this.requests().has(request)) return;
    this.requests.update((requests) => new Map([...requests].filter(([other]) => other !== request)));
  }

  retryNow(): void {
    this.retries.next();
  }

  private set(request: symbol, refused: Refused): void {
    this.requests.update((requests) => new Map(requests).set(request, refused));
  }
}
