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

/** When the tile with the focus goes, the one that takes its place has it. */
export function followFocus(keyboard: GridFocus, index: Signal<LibraryIndex>, inside: Signal<boolean>): void {
  const document = inject(DOCUMENT);
  let place = 0;
  effect(() => {
    const { names } = index();
    const active = keyboard.active();
    const at = active === null ? -1 : names.indexOf(active);
    if (at >= 0) place = at;
    const next = names[Math.min(place, names.length - 1)];
    if (active === null || at >= 0 || next === undefined) return;
    const lost = untracked(inside) || document.activeElement === document.body;
    if (lost) keyboard.goTo(next);
    else keyboard.active.set(next);
  });
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
