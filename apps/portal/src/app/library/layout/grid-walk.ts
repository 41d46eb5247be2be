import { type GridLayout, isHeading, type Placed, rowOf, tilesOf } from './grid-layout';
import { rowsBetween } from './grid-window';

export type Step = 'left' | 'right' | 'up' | 'down' | 'row-start' | 'row-end' | 'page-up' | 'page-down';

type Way = (layout: GridLayout, tile: number, screen: number) => number;

const WAYS: Readonly<Record<Step, Way>> = {
  left: (_, tile) => Math.max(0, tile - 1),
  right: (layout, tile) => Math.min((layout.ends[layout.rows - 1] ?? 0) - 1, tile + 1),
  up: (layout, tile) => nearest(layout, tile, tileRow(layout, rowOf(layout, tile) - 1, -1)),
  down: (layout, tile) => nearest(layout, tile, tileRow(layout, rowOf(layout, tile) + 1, 1)),
  'row-start': (layout, tile) => layout.firsts[rowOf(layout, tile)] ?? tile,
  'row-end': (layout, tile) => (layout.ends[rowOf(layout, tile)] ?? tile + 1) - 1,
  'page-up': (layout, tile, screen) => nearest(layout, tile, rowAway(layout, rowOf(layout, tile), -screen)),
  'page-down': (layout, tile, screen) => nearest(layout, tile, rowAway(layout, rowOf(layout, tile), screen)),
};

/** The tile a key leads to: along the order sideways, by what lies nearest up and down. At an edge it stays. */
export function walk(layout: GridLayout, tile: number, step: Step, screen: number): number {
  return WAYS[step](layout, tile, screen);
}

/** The next row that has tiles, or none. */
function tileRow(layout: GridLayout, row: number, direction: 1 | -1): number | null {
  while (row >= 0 && row < layout.rows && isHeading(layout, row)) row += direction;
  return row >= 0 && row < layout.rows ? row : null;
}

function rowAway(layout: GridLayout, row: number, distance: number): number | null {
  const at = Math.min(layout.height - 1, Math.max(0, (layout.tops[row] ?? 0) + distance));
  const direction = distance < 0 ? -1 : 1;
  const reached = Math.min(layout.rows - 1, rowsBetween(layout, at, at + 1).from);
  return tileRow(layout, reached, direction) ?? tileRow(layout, reached, direction === 1 ? -1 : 1);
}

function nearest(layout: GridLayout, tile: number, row: number | null): number {
  if (row === null) return tile;
  const here = tilesOf(layout, rowOf(layout, tile)).find((placed) => placed.tile === tile);
  const middle = here ? centre(here) : 0;
  let best = layout.firsts[row] ?? tile;
  let distance = Infinity;
  for (const placed of tilesOf(layout, row)) {
    const away = Math.abs(centre(placed) - middle);
    if (away >= distance) continue;
    best = placed.tile;
    distance = away;
  }
  return best;
}

function centre(placed: Placed): number {
  return placed.left + placed.width / 2;
}
