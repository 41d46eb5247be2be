import { DOCUMENT } from '@angular/common';
import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom, timeout } from 'rxjs';
import { BrowserLocks } from '../browser-tabs/browser-locks';
import { storageOf } from './session-marker';

const KEY = 'vitrine.v1.sign-outs';
const LOCK = 'vitrine.sign-outs';
/** More sign-outs than that without a server in between are not expected; the oldest are dropped. */
const NOTES_MAX = 10;
const TIMEOUT_MS = 8000;
/** The tab that sends them may be suspended. */
const PATIENCE_MS = 12_000;
/** After a failure that may last. Until then the other requests do not wait for one more try. */
const RETRY_SECONDS = 10;

export const LOGOUT_LATER = '/api/auth/logout/later';

/**
 * Sign-outs that the server does not know of yet. Each note is a token that ends one session and can do nothing else; so
 * it is right even when somebody else has signed in here since. Kept beyond the closing of the browser.
 */
@Injectable({ providedIn: 'root' })
export class SignOutNotes {
  private readonly view = inject(DOCUMENT).defaultView;
  private storage = storageOf(this.view);
  private readonly locks = inject(BrowserLocks);
  private readonly http = inject(HttpClient);
  /** Where a browser lets no page keep anything, or has no room. */
  private unstored: readonly string[] = [];
  private readonly tokens = signal(this.read());
  private sending: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryAt = 0;

  constructor() {
    const changed = ({ key }: StorageEvent) => { if (key === KEY || key === null) this.tokens.set(this.read()); };
    this.view?.addEventListener('storage', changed);
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      this.view?.removeEventListener('storage', changed);
    });
  }

  pending(): boolean {
    return this.tokens().length > 0;
  }

  /** Sent after a while, unless it is removed before. */
  add(token: string): void {
    this.sendIn(RETRY_SECONDS);
    this.write([...this.read().filter((other) => other !== token), token].slice(-NOTES_MAX));
  }

  remove(token: string): void {
    this.write(this.read().filter((other) => other !== token));
  }

  /** Sends what is pending, in one tab at a time. Never rejects: what could not be sent stays, and is sent again later. */
  send(): Promise<void> {
    if (Date.now() < this.retryAt) return Promise.resolve();
    this.sending ??= this.locks.run(LOCK, () => this.sendAll(), PATIENCE_MS).finally(() => { this.sending = null; });
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    for (const token of this.read()) {
      if (!(await this.isDone(token))) return;
      this.remove(token);
    }
  }

  /** A token that the server refuses can end nothing any more: its session is none of this server's. */
  private async isDone(signOutToken: string): Promise<boolean> {
    try {
      await firstValueFrom(this.http.post(LOGOUT_LATER, { signOutToken }).pipe(timeout(TIMEOUT_MS)));
      return true;
    } catch (error) {
      if (error instanceof HttpErrorResponse && error.status === 400) return true;
      if (!(error instanceof HttpErrorResponse) || error.status !== 0) this.retryLater(error);
      return false;
    }
  }

  /** While nobody answers, `Session` sends the notes as soon as the server is reachable. */
  private retryLater(error: unknown): void {
    const seconds = error instanceof HttpErrorResponse ? Number(error.headers.get('Retry-After')) || 0 : 0;
    const wait = Math.max(seconds, RETRY_SECONDS);
    this.retryAt = Date.now() + wait * 1000;
    this.sendIn(wait);
  }

  private sendIn(seconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.pending()) void this.send(); }, seconds * 1000);
  }

  private read(): readonly string[] {
    if (!this.storage) return this.unstored;
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter((token) => typeof token === 'string') : [];
    } catch {
      return []; // altered by hand
    }
  }

  private write(tokens: readonly string[]): void {
    this.unstored = tokens;
    this.tokens.set(tokens);
    try {
      if (tokens.length === 0) this.storage?.removeItem(KEY);
      else this.storage?.setItem(KEY, JSON.stringify(tokens));
    } catch {
      this.storage = null; // no room: from now on they last as long as the page
    }
  }
}
