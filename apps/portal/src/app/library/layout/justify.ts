/** Aspects (width / height) beyond these are cropped in the grid: one panorama must not flatten the row it stands in. */
export const ASPECT_MIN = 0.4;
export const ASPECT_MAX = 2.6;
/** A full row is never higher than this many times the target. */
export const ROW_TALLEST = 1.43;
/** A tile that would press its row below this share of the target begins the next row instead, where it can. */
export const ROW_LOWEST = 0.7;
/** A last row is stretched to the full width when that leaves it no higher than this. */
const LAST_ROW_TALLEST = 1.25;

export interface Run {
  /** For each row the place after its last tile. */
  readonly ends: readonly number[];
  readonly heights: readonly number[];
}

export function gridAspect(aspect: number): number {
  return Math.min(ASPECT_MAX, Math.max(ASPECT_MIN, aspect));
}

interface Row {
  readonly first: number;
  /** The sum of its aspects. */
  readonly sum: number;
  /** As high as it is with the tiles it has. */
  readonly height: number;
}

/** Breaks the tiles `start` to `end` into rows of one height each that fill the width; order is kept, nothing is left out. */
export function justify(
  aspects: ArrayLike<number>, width: number, target: number, gap: number, start = 0, end = aspects.length,
): Run {
  const ends: number[] = [];
  const heights: number[] = [];
  const close = (at: number, height: number): Row => {
    ends.push(at);
    heights.push(height);
    return { first: at, sum: 0, height: Infinity };
  };
  const grown = (row: Row, tile: number): Row => {
    const sum = row.sum + gridAspect(aspects[tile] ?? 1);
    return { first: row.first, sum, height: heightOf(sum, tile - row.first + 1, width, gap) };
  };
  let row: Row = { first: start, sum: 0, height: Infinity };
  for (let tile = start; tile < end; tile++) {
    const longer = grown(row, tile);
    const tooLow = longer.height < target * ROW_LOWEST && row.height < target * ROW_TALLEST;
    row = tooLow ? grown(close(tile, row.height), tile) : longer;
    if (row.height <= target) row = close(tile + 1, row.height);
  }
  if (row.first < end) close(end, lastHeight(row.height, target));
  return { ends, heights };
}

function lastHeight(filling: number, target: number): number {
  return filling <= target * LAST_ROW_TALLEST ? filling : target;
}

/** Rows of equal squares; the last one is left as short as it is. */
export function squares(width: number, target: number, gap: number, start: number, end: number): Run {
  const columns = Math.max(1, Math.round((width + gap) / (target + gap)));
  const edge = heightOf(columns, columns, width, gap);
  const ends: number[] = [];
  for (let at = start; at < end; at += columns) ends.push(Math.min(end, at + columns));
  return { ends, heights: ends.map(() => edge) };
}

/** Never zero: a row too narrow for its own gaps still has to be somewhere. */
function heightOf(aspects: number, tiles: number, width: number, gap: number): number {
  return Math.max(1, (width - gap * (tiles - 1)) / aspects);
}
