import { DOCUMENT } from '@angular/common';
import { computed, DestroyRef, inject, type Signal, signal } from '@angular/core';
import type { Selection } from '../selection';

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which places a click with Shift would select, while Shift is held and the pointer is over a tile. */
export function rangePreview(selection: Selection, places: Signal<ReadonlyMap<string, number>>) {
  const document = inject(DOCUMENT);
  const shift = signal(false);
  const pointed = signal<string | null>(null);
  const note = (event: KeyboardEvent) => { shift.set(event.shiftKey); };
  const release = () => { shift.set(false); };
  document.addEventListener('keydown', note);
  document.addEventListener('keyup', note);
  document.defaultView?.addEventListener('blur', release);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('keydown', note);
    document.removeEventListener('keyup', note);
    document.defaultView?.removeEventListener('blur', release);
  });
  const stretch = computed((): Stretch | null => {
    const [anchor, target] = [selection.anchor(), pointed()];
    if (!shift() || !selection.active() || anchor === null || target === null) return null;
    const [one, other] = [places().get(anchor), places().get(target)];
    return one === undefined || other === undefined ? null : { from: Math.min(one, other), to: Math.max(one, other) };
  });
  return { stretch, pointed };
}

/** The image whose tile that is, or whose tile holds it. */
export function nameAt(target: EventTarget | null): string | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-name]')?.dataset['name'] ?? null : null;
}
