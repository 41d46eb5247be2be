import type { Step } from '../layout/grid-walk';

export type ImageDeed = 'copy' | 'use' | 'download' | 'remove';

export type GridWish =
  | { readonly kind: 'walk'; readonly step: Step; readonly extend: boolean }
  | { readonly kind: 'open' | 'select' | 'select-all' | 'clear' | ImageDeed };

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  Home: 'row-start', End: 'row-end', PageUp: 'page-up', PageDown: 'page-down',
};

const DEEDS: Readonly<Record<string, Exclude<GridWish['kind'], 'walk'>>> = {
  Enter: 'open', ' ': 'select', Escape: 'clear', Delete: 'remove', Backspace: 'remove', c: 'copy', r: 'use', d: 'download',
};

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means while a tile has the focus; null leaves it to the browser. */
export function gridKey(pressed: Pressed): GridWish | null {
  if (pressed.altKey) return null;
  if (pressed.ctrlKey || pressed.metaKey) return pressed.key.toLowerCase() === 'a' ? { kind: 'select-all' } : null;
  const step = STEPS[pressed.key];
  if (step) return { kind: 'walk', step, extend: pressed.shiftKey };
  const kind = DEEDS[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key];
  return kind ? { kind } : null;
}
