import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Injectable, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { Chats } from '../create/chats';
import { isFree, Shortcuts } from './shortcuts';

/** After G, the second key has so long to come. */
const CHORD_MS = 1500;
const PLACES: Readonly<Record<string, string>> = { l: '/library', a: '/albums', c: '/create', t: '/trash' };

/** The keys that mean the same on every page. */
@Injectable({ providedIn: 'root' })
export class FrameKeys {
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly shortcuts = inject(Shortcuts);
  private readonly chats = inject(Chats);
  private readonly document = inject(DOCUMENT);
  private readonly destroyed = inject(DestroyRef);
  private going = -Infinity;
  private helping = false;

  /** Before the page hears the key: after G, a C does not copy. */
  attend(): void {
    const hear = (event: KeyboardEvent) => { this.typed(event); };
    this.document.addEventListener('keydown', hear, { capture: true });
    this.destroyed.onDestroy(() => { this.document.removeEventListener('keydown', hear, { capture: true }); });
  }

  private typed(event: KeyboardEvent): void {
    if (!this.shortcuts.on() || !isFree(event) || event.repeat) return;
    const key = event.key.toLowerCase();
    const went = event.timeStamp - this.going < CHORD_MS ? PLACES[key] : undefined;
    this.going = key === 'g' ? event.timeStamp : -Infinity;
    const ways: Record<string, () => unknown> = { '?': () => this.help(), n: () => this.begin() };
    const way = went === undefined ? ways[key] : () => this.router.navigateByUrl(went);
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void way();
  }

  private async begin(): Promise<void> {
    this.chats.askNew();
    await this.router.navigateByUrl('/create');
  }

  private async help(): Promise<void> {
    if (this.helping) return;
    this.helping = true;
    const [{ MatDialog }, { KeysHelp }] = await Promise.all([import('@angular/material/dialog'), import('./keys-help')]);
    this.injector.get(MatDialog).open(KeysHelp, { width: '480px', autoFocus: '.first' }).afterClosed().subscribe(() => { this.helping = false; });
  }
}
