import { DOCUMENT } from '@angular/common';
import { afterRenderEffect, effect, inject, type Signal, untracked } from '@angular/core';
import type { GridFocus } from '../grid-focus';
import type { GridLayout } from '../layout/grid-layout';
import type { LibraryIndex } from '../layout/library-index';
import { anchorsAt, scrollTopOf } from '../layout/scroll-anchor';
import type { GridView } from './grid-view';
import type { Tile } from './tile';

/** What the person looks at stays where it is when images come or go around it, or the window changes its size. */
export function holdStill(view: GridView, index: Signal<LibraryIndex>): void {
  let before: { layout: GridLayout; names: readonly string[] } | null = null;
  afterRenderEffect({ write: () => {
    const now = { layout: view.layout(), names: index().names };
    const top = untracked(view.scrollTop);
    if (before !== null && before.layout !== now.layout) {
      const seen = anchorsAt(before.layout, before.names, top, top + untracked(view.screen));
      const moved = scrollTopOf(now.layout, now.names, seen);
      if (moved !== null && Math.abs(moved - top) >= 1) view.scrollTo(moved);
    }
    before = now;
  } });
}

/** When the tile with the focus goes, the next one that stays has it. */
export function followFocus(keyboard: GridFocus, index: Signal<LibraryIndex>, inside: Signal<boolean>): void {
  const document = inject(DOCUMENT);
  let before: readonly string[] = [];
  effect(() => {
    const { names } = index();
    const active = keyboard.active();
    const present = new Set(names);
    const next = active === null || present.has(active) ? null : survivor(before, active, present);
    before = names;
    if (next === null) return;
    if (untracked(inside) || document.activeElement === document.body) keyboard.goTo(next);
    else keyboard.active.set(next);
  });
}

/** The nearest that is still present after the one that is gone; before it, when there is none after. */
function survivor(before: readonly string[], gone: string, present: ReadonlySet<string>): string | null {
  const at = before.indexOf(gone);
  return before.slice(at + 1).find((name) => present.has(name))
    ?? before.slice(0, Math.max(0, at)).findLast((name) => present.has(name))
    ?? null;
}

interface Reach {
  readonly keyboard: GridFocus;
  readonly view: GridView;
  readonly places: Signal<ReadonlyMap<string, number>>;
  readonly tiles: Signal<readonly Tile[]>;
}

/** Takes the focus to the tile it was asked for, as soon as its row is drawn. */
export function goWhereWanted({ keyboard, view, places, tiles }: Reach): void {
  afterRenderEffect({ write: () => {
    const name = keyboard.wanted();
    const drawn = tiles();
    if (name === null) return;
    const place = places().get(name);
    if (place === undefined) return keyboard.wanted.set(null);
    untracked(() => { view.reveal(place); });
    const tile = drawn.find((one) => one.image().filename === name);
    if (!tile) return;
    tile.focus();
    keyboard.wanted.set(null);
  } });
}
