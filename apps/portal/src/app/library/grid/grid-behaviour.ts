import { DOCUMENT } from '@angular/common';
import { afterRenderEffect, DestroyRef, effect, type ElementRef, inject, type Signal, untracked, type WritableSignal } from '@angular/core';
import type { GridFocus } from '../grid-focus';
import type { GridLayout } from '../layout/grid-layout';
import type { LibraryIndex } from '../layout/library-index';
import { anchorsAt, scrollTopOf } from '../layout/scroll-anchor';
import { ScrollMemory } from '../scroll-memory';
import type { GridView } from './grid-view';

/** What the person looks at stays where it is when images come or go around it, the window changes its size, or they come back. */
export function holdStill(view: GridView, index: Signal<LibraryIndex>): void {
  const memory = inject(ScrollMemory);
  let before: { layout: GridLayout; names: readonly string[] } | null = null;
  const seen = () => {
    const top = untracked(view.scrollTop);
    return before === null ? memory.anchors : anchorsAt(before.layout, before.names, top, top + untracked(view.screen));
  };
  afterRenderEffect({ write: () => {
    const now = { layout: view.layout(), names: index().names };
    if (now.layout.rows === 0 || before?.layout === now.layout) return;
    const moved = scrollTopOf(now.layout, now.names, seen());
    if (moved !== null && Math.abs(moved - untracked(view.scrollTop)) >= 1) view.scrollTo(moved);
    before = now;
  } });
  inject(DestroyRef).onDestroy(() => { memory.anchors = seen(); });
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
  readonly wall: Signal<ElementRef<HTMLElement>>;
}

/** Takes the focus to the tile it was asked for, as soon as its row is drawn. */
export function goWhereWanted({ keyboard, view, places, wall }: Reach): void {
  afterRenderEffect({ write: () => {
    const name = keyboard.wanted();
    view.rows();
    if (name === null) return;
    const place = places().get(name);
    if (place === undefined) return keyboard.wanted.set(null);
    untracked(() => { view.reveal(place); });
    const tile = tileIn(wall(), name);
    if (!tile) return;
    tile.focus({ preventScroll: true });
    keyboard.wanted.set(null);
  } });
}

/**
 * A tile that comes to stand in another row is made anew there: it takes the focus with it, and nothing is scrolled.
 * Returns what is to be done when the focus leaves the wall, as it also seems to do when a tile goes from under it.
 */
export function keepFocus(inside: WritableSignal<boolean>, { keyboard, view, wall }: Omit<Reach, 'places'>): () => void {
  const document = inject(DOCUMENT);
  let drawing = false;
  effect(() => { view.rows(); drawing = true; });
  afterRenderEffect({ write: () => {
    view.rows();
    drawing = false;
    const name = untracked(keyboard.active);
    if (name === null || !untracked(inside) || document.activeElement !== document.body) return;
    const tile = tileIn(wall(), name);
    if (tile) tile.focus({ preventScroll: true });
    else inside.set(false);
  } });
  return () => { if (!drawing) inside.set(false); };
}

function tileIn({ nativeElement: wall }: ElementRef<HTMLElement>, name: string): HTMLElement | undefined {
  return [...wall.querySelectorAll<HTMLElement>('[data-name]')].find((tile) => tile.dataset['name'] === name);
}
