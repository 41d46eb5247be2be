import { type GridLayout, rowOf } from './grid-layout';
import { rowsBetween } from './grid-window';

/** A tile a person is looking at, and how far below the top edge its row begins. */
export interface ScrollAnchor {
  readonly name: string;
  readonly offset: number;
}

/** One anchor for each visible row, topmost first: when the first is removed, the next one holds the view. At the very top none is needed. */
export function anchorsAt(layout: GridLayout, names: readonly string[], top: number, bottom: number): ScrollAnchor[] {
  if (top <= 0) return [];
  const { from, to } = rowsBetween(layout, top, bottom);
  const anchors: ScrollAnchor[] = [];
  for (let row = from; row < to; row++) {
    for (let tile = layout.firsts[row] ?? 0; tile < (layout.ends[row] ?? 0); tile++) {
      const name = names[tile];
      if (name !== undefined) anchors.push({ name, offset: (layout.tops[row] ?? 0) - top });
    }
  }
  return anchors;
}

/** Where to scroll so that what was seen stays where it was; null when none of it is there any more. */
export function scrollTopOf(layout: GridLayout, names: readonly string[], anchors: readonly ScrollAnchor[]): number | null {
  for (const anchor of anchors) {
    const tile = names.indexOf(anchor.name);
    if (tile >= 0) return Math.max(0, (layout.tops[rowOf(layout, tile)] ?? 0) - anchor.offset);
  }
  return null;
}
