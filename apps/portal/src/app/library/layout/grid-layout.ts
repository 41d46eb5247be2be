import { gridAspect, justify, squares } from './justify';
import type { LibraryIndex } from './library-index';

export interface GridShape {
  readonly width: number;
  /** The height rows aim at. */
  readonly target: number;
  readonly gap: number;
  readonly heading: number;
  readonly square: boolean;
}

/**
 * Every row's exact place before any byte is loaded; tiles are placed only when their row is shown.
 * A row without tiles (`firsts[row] === ends[row]`) is the heading of the day that follows.
 */
export interface GridLayout {
  readonly height: number;
  readonly gap: number;
  readonly square: boolean;
  readonly aspects: ArrayLike<number>;
  readonly rows: number;
  readonly tops: Float64Array;
  readonly heights: Float64Array;
  readonly firsts: Uint32Array;
  readonly ends: Uint32Array;
}

export interface Placed {
  readonly tile: number;
  readonly left: number;
  readonly width: number;
}

export function layoutOf(index: LibraryIndex, shape: GridShape): GridLayout {
  const count = index.names.length;
  const columns = {
    tops: new Float64Array(count * 2), heights: new Float64Array(count * 2),
    firsts: new Uint32Array(count * 2), ends: new Uint32Array(count * 2),
  };
  let rows = 0;
  let top = 0;
  const put = (height: number, first: number, end: number, space: number) => {
    columns.tops[rows] = top;
    columns.heights[rows] = height;
    columns.firsts[rows] = first;
    columns.ends[rows] = end;
    rows++;
    top += height + space;
  };
  for (let start = 0; start < count;) {
    const end = endOfDay(index.days, start, count);
    put(shape.heading, start, start, 0);
    const run = rowsOf(index, shape, start, end);
    run.ends.forEach((rowEnd, row) => put(run.heights[row] ?? 0, run.ends[row - 1] ?? start, rowEnd, shape.gap));
    top -= shape.gap;
    start = end;
  }
  return { height: top, gap: shape.gap, square: shape.square, aspects: index.aspects, rows, ...trimmed(columns, rows) };
}

/** Where the tiles of one row stand. */
export function tilesOf(layout: GridLayout, row: number): Placed[] {
  const tiles: Placed[] = [];
  const height = layout.heights[row] ?? 0;
  let left = 0;
  for (let tile = layout.firsts[row] ?? 0; tile < (layout.ends[row] ?? 0); tile++) {
    const width = height * (layout.square ? 1 : gridAspect(layout.aspects[tile] ?? 1));
    tiles.push({ tile, left, width });
    left += width + layout.gap;
  }
  return tiles;
}

export function isHeading(layout: GridLayout, row: number): boolean {
  return layout.firsts[row] === layout.ends[row];
}

/** The row a tile stands in. */
export function rowOf(layout: GridLayout, tile: number): number {
  let low = 0;
  let high = layout.rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((layout.ends[middle] ?? 0) > tile) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rowsOf(index: LibraryIndex, shape: GridShape, start: number, end: number) {
  return shape.square
    ? squares(shape.width, shape.target, shape.gap, start, end)
    : justify(index.aspects, shape.width, shape.target, shape.gap, start, end);
}

function endOfDay(days: ArrayLike<number>, start: number, count: number): number {
  let end = start + 1;
  while (end < count && days[end] === days[start]) end++;
  return end;
}

function trimmed(columns: Pick<GridLayout, 'tops' | 'heights' | 'firsts' | 'ends'>, rows: number) {
  return {
    tops: columns.tops.subarray(0, rows), heights: columns.heights.subarray(0, rows),
    firsts: columns.firsts.subarray(0, rows), ends: columns.ends.subarray(0, rows),
  };
}
