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

export const LOGOUT_LATER = '/api/auth/logout/later';

/**
 * Sign-outs that the server does not know of yet. Each note is a token that ends one session and can do nothing else; so
 * it is right even when somebody else has signed in here since. Kept beyond the closing of the browser.
 */
@Injectable({ providedIn: 'root' })
export class SignOutNotes {
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly storage = storageOf(this.view);
  private readonly locks = inject(BrowserLocks);
  private readonly http = inject(HttpClient);
  /** Where a browser lets no page keep anything. */
  private unstored: readonly string[] = [];
  private readonly tokens = signal(this.read());
  private sending: Promise<void> | null = null;

  constructor() {
    const changed = ({ key }: StorageEvent) => { if (key === KEY || key === null) this.tokens.set(this.read()); };
    this.view?.addEventListener('storage', changed);
    inject(DestroyRef).onDestroy(() => { this.view?.removeEventListener('storage', changed); });
  }

  pending(): boolean {
    return this.tokens().length > 0;
  }

  add(token: string): void {
    this.write([...this.read().filter((other) => other !== token), token].slice(-NOTES_MAX));
  }

  remove(token: string): void {
    this.write(this.read().filter((other) => other !== token));
  }

  /** Sends what is pending, in one tab at a time. Never rejects: what could not be sent stays. */
  send(): Promise<void> {
    this.sending ??= this.locks.run(LOCK, () => this.sendAll()).finally(() => { this.sending = null; });
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
      return error instanceof HttpErrorResponse && error.status === 400;
    }
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
    if (tokens.length === 0) this.storage?.removeItem(KEY);
    else this.storage?.setItem(KEY, JSON.stringify(tokens));
  }
}
