import type { GridLayout } from './grid-layout';

/** The rows `from` up to, not with, `to`. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

/** Exactly the rows of which something lies between the two heights. */
export function rowsBetween(layout: GridLayout, top: number, bottom: number): RowSpan {
  const from = firstRow(layout, (row) => (layout.tops[row] ?? 0) + (layout.heights[row] ?? 0) > top);
  const to = firstRow(layout, (row) => (layout.tops[row] ?? 0) >= bottom);
  return { from, to: Math.max(from, to) };
}

/** The visible rows and those around them, as far as `margin` reaches and `most` tiles allow; below comes before above. */
export function windowOf(
  layout: GridLayout, top: number, bottom: number, margin: number, most: number,
): RowSpan {
  const seen = rowsBetween(layout, top, bottom);
  const near = rowsBetween(layout, top - margin, bottom + margin);
  let { from, to } = seen;
  let room = most - tilesIn(layout, seen);
  while (to < near.to && tilesIn(layout, { from: to, to: to + 1 }) <= room) {
    room -= tilesIn(layout, { from: to, to: ++to });
  }
  while (from > near.from && tilesIn(layout, { from: from - 1, to: from }) <= room) {
    room -= tilesIn(layout, { from: --from, to: from + 1 });
  }
  return { from, to };
}

export function tilesIn(layout: GridLayout, span: RowSpan): number {
  return span.to > span.from ? (layout.ends[span.to - 1] ?? 0) - (layout.firsts[span.from] ?? 0) : 0;
}

/** A row height at which one screen holds at most `most` tiles, so that even a wall of pixels stays within the limit. */
export function targetFor(wanted: number, width: number, height: number, most: number): number {
  return Math.max(wanted, Math.ceil(Math.sqrt((width * height) / most)));
}

function firstRow(layout: GridLayout, holds: (row: number) => boolean): number {
  let low = 0;
  let high = layout.rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
