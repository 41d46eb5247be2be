import type { Step } from '../layout/grid-walk';

/** What can be done with an image of a grid. */
export type ImageDeed = 'copy' | 'use' | 'vary' | 'download' | 'remove' | 'favorite' | 'restore';

export type GridWish =
  | { readonly kind: 'walk'; readonly step: Step; readonly extend: boolean }
  | { readonly kind: 'open' | 'select' | 'clear' | ImageDeed };

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
  Home: 'row-start', End: 'row-end', PageUp: 'page-up', PageDown: 'page-down',
};

const DEEDS: Readonly<Record<string, Exclude<GridWish['kind'], 'walk'>>> = { Enter: 'open', ' ': 'select', Escape: 'clear', Delete: 'remove', Backspace: 'remove' };
const LETTERS: Readonly<Record<string, ImageDeed>> = { c: 'copy', r: 'use', v: 'vary', d: 'download' };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means while a tile has the focus; null leaves it to the browser. */
export function gridKey(pressed: Pressed, letters = true): GridWish | null {
  if (isChord(pressed)) return null;
  const step = STEPS[pressed.key];
  if (step) return { kind: 'walk', step, extend: pressed.shiftKey };
  const kind = letters ? { ...DEEDS, ...LETTERS }[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key] : DEEDS[pressed.key];
  return kind ? { kind } : null;
}

function isChord({ altKey, ctrlKey, metaKey }: Pressed): boolean {
  return altKey || ctrlKey || metaKey;
}
