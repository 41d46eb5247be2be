import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject } from '@angular/core';
import { nameAt } from './range-preview';

const LONG_MS = 450;
/** A finger never lies quite still. */
const STILL_PX = 10;

interface Hand {
  /** A long press on that tile. */
  readonly began: (name: string) => void;
  /** The finger that pressed is over that tile now. */
  readonly reached: (name: string) => void;
}

/** Selecting by finger: a long press begins it, drawing on extends it, and the wall stands still meanwhile. */
export function touchSelect({ began, reached }: Hand): (wall: HTMLElement) => void {
  const document = inject(DOCUMENT);
  const destroyed = inject(DestroyRef);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: { x: number; y: number } | null = null;
  let drawing = false;

  const start = (event: TouchEvent) => {
    const touch = event.touches[0];
    const name = nameAt(event.target);
    clearTimeout(timer);
    if (!touch || event.touches.length > 1 || name === null) return;
    from = { x: touch.clientX, y: touch.clientY };
    timer = setTimeout(() => { drawing = true; began(name); }, LONG_MS);
  };
  const move = (event: TouchEvent) => {
    const touch = event.touches[0];
    if (!touch || from === null) return;
    if (!drawing && Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > STILL_PX) clearTimeout(timer);
    if (!drawing) return;
    event.preventDefault();
    const name = nameAt(document.elementFromPoint(touch.clientX, touch.clientY));
    if (name !== null) reached(name);
  };
  const end = (event: TouchEvent) => {
    clearTimeout(timer);
    if (drawing) event.preventDefault(); // no click follows: it would take back what was just selected
    drawing = false;
    from = null;
  };
  const menu = (event: Event) => { if (from !== null) event.preventDefault(); };

  destroyed.onDestroy(() => { clearTimeout(timer); });
  return (wall) => { listen(wall, { touchstart: start, touchmove: move, touchend: end, touchcancel: end, contextmenu: menu }); };
}

function listen(wall: HTMLElement, hearing: { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }): void {
  for (const [name, heard] of Object.entries(hearing)) wall.addEventListener(name, heard as EventListener, { passive: name === 'touchstart' });
}
