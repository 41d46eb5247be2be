import { LiveAnnouncer } from '@angular/cdk/a11y';
import { effect, inject, Injectable, Injector, type Signal } from '@angular/core';
import { failureText } from './failure';
import type { Turn } from './turn';

/** Tells a screen reader that drawing started, is done, or failed; nothing in between, and nothing of old turns. */
@Injectable()
export class TurnAnnouncer {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private known: ReadonlyMap<string, boolean> | null = null;

  attend(turns: Signal<readonly Turn[]>): void {
    effect(() => { this.compare(turns()); }, { injector: this.injector });
  }

  private compare(turns: readonly Turn[]): void {
    const words = turns.map((turn) => this.wordOf(turn)).filter((word) => word !== null);
    this.known = new Map(turns.map(({ key, underWay }) => [key, underWay]));
    const last = words.at(-1);
    if (last !== undefined) void this.announcer.announce(last, 'polite');
  }

  private wordOf(turn: Turn): string | null {
    const before = this.known?.get(turn.key);
    if (turn.underWay) return before === undefined && this.known !== null ? 'Started.' : null;
    if (before !== true) return null;
    if (turn.failure) return failureText(turn.failure).title;
    return turn.place === 'library' ? 'Done. It is in your Library.' : 'Done. It is kept in this browser.';
  }
}
