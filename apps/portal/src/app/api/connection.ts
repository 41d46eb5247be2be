import { DOCUMENT } from '@angular/common';
import { HttpBackend, HttpClient } from '@angular/common/http';
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, firstValueFrom, timeout } from 'rxjs';

const HEALTH = '/api/health/live';
const PROBE_TIMEOUT_MS = 8000;
const WAIT_SECONDS_MIN = 2;
const WAIT_SECONDS_MAX = 30;
/** Requests that get lost again sooner than that are lost by a proxy or a server that only passes its health check. */
const STABLE_MS = 10_000;

/** Whether the server answers. Every request tells; while it does not, this asks by itself, ever less often. */
@Injectable({ providedIn: 'root' })
export class Connection {
  /** Past the interceptors: a probe must not be retried, signed or counted. */
  private readonly http = new HttpClient(inject(HttpBackend));
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly answers = signal(true);
  private readonly networked = signal(this.window?.navigator.onLine ?? true);
  private wait = WAIT_SECONDS_MIN;
  private reachedAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** True until a request found nobody there. */
  readonly reachable = computed(() => this.answers() && this.networked());
  readonly offline = computed(() => !this.networked());
  /** Seconds until the next try, or null when none is planned. */
  readonly retryIn = signal<number | null>(null);
  readonly trying = signal(false);
  private readonly reached = toObservable(this.reachable);

  constructor() {
    const online = () => { this.networked.set(true); if (!this.answers()) void this.tryNow(); };
    const offline = () => { this.networked.set(false); };
    this.window?.addEventListener('online', online);
    this.window?.addEventListener('offline', offline);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      this.window?.removeEventListener('online', online);
      this.window?.removeEventListener('offline', offline);
    });
  }

  answered(): void {
    if (this.answers()) return;
    clearTimeout(this.timer);
    this.reachedAt = Date.now();
    this.retryIn.set(null);
    this.answers.set(true);
  }

  lost(): void {
    if (!this.answers()) return;
    this.answers.set(false);
    this.wait = Date.now() - this.reachedAt < STABLE_MS ? longer(this.wait) : WAIT_SECONDS_MIN;
    this.countDown(this.wait);
  }

  /** Resolves when the server is there; at once when it is. */
  async back(): Promise<void> {
    await firstValueFrom(this.reached.pipe(filter(Boolean)));
  }

  async tryNow(): Promise<void> {
    if (this.trying()) return;
    clearTimeout(this.timer);
    this.trying.set(true);
    const found = await this.probe();
    this.trying.set(false);
    if (found) return this.answered();
    this.wait = longer(this.wait);
    this.countDown(this.wait);
  }

  private async probe(): Promise<boolean> {
    try {
      await firstValueFrom(this.http.get(HEALTH).pipe(timeout(PROBE_TIMEOUT_MS)));
      return true;
    } catch {
      return false; // whatever went wrong, the server is not there for us yet
    }
  }

  private countDown(seconds: number): void {
    this.retryIn.set(seconds);
    this.timer = setTimeout(() => (seconds > 1 ? this.countDown(seconds - 1) : void this.tryNow()), 1000);
  }
}

function longer(seconds: number): number {
  return Math.min(seconds * 2, WAIT_SECONDS_MAX);
}
