import { LiveAnnouncer } from '@angular/cdk/a11y';
import { effect, inject, Injectable, Injector, type Signal, untracked } from '@angular/core';
import { Words } from '../i18n/words';
import { failureText } from './failure';
import type { Turn } from './turn';

/** Tells a screen reader that drawing started, is done, or failed; nothing in between, and nothing of old turns. */
@Injectable()
export class TurnAnnouncer {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private readonly t = inject(Words).t;
  private known: ReadonlyMap<string, boolean> | null = null;

  attend(turns: Signal<readonly Turn[]>): void {
    effect(() => { const all = turns(); untracked(() => { this.compare(all); }); }, { injector: this.injector });
  }

  private compare(turns: readonly Turn[]): void {
    const words = turns.map((turn) => this.wordOf(turn)).filter((word) => word !== null);
    this.known = new Map(turns.map(({ key, underWay }) => [key, underWay]));
    const last = words.at(-1);
    if (last !== undefined) void this.announcer.announce(last, 'polite');
  }

  private wordOf(turn: Turn): string | null {
    const before = this.known?.get(turn.key);
    if (turn.underWay) return before === undefined && this.known !== null ? this.t('said.started') : null;
    if (before !== true) return null;
    if (turn.failure) return failureText(turn.failure, this.t).title;
    return this.t(turn.place === 'library' ? 'said.inLibrary' : 'said.inBrowser');
  }
}
