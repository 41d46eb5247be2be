import { mix } from '../palette/colour';
import { field } from '../noise';
import type { Layer, Stage } from '../scene/stage';
import { num, rect, stroke } from '../svg/markup';
import { glow } from '../layers/glow';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#0f2421', '#1d4c40', '#7fd1ae', '#e8f5e9', '#3f8f78'],
  ['#2a1810', '#5c3720', '#e0b06f', '#fff0d6', '#a8713f'],
  ['#101a33', '#223b6d', '#8fb5f0', '#eef4ff', '#4a70b5'],
  ['#f1eadb', '#dccfae', '#7a8a5f', '#3c4a33', '#a8a57a'],
  ['#2b1230', '#5e2a5f', '#f09ab5', '#ffe6ec', '#a3557f'],
];

const LEVELS = 15;

/** The lines of equal height on a map of a country that is not there. */
export const topo: Layer = (stage) => {
  const { width, height, unit, defs } = stage;
  const [ground, rise, line, bright] = swatches(stage, SETS);
  const noise = field(stage.random('terrain'));
  const scale = 2.7 / unit;
  const at = (x: number, y: number) => noise(x * scale + 7, y * scale + 7) * 0.72 + noise(x * scale * 2.1 + 90, y * scale * 2.1 + 31) * 0.28;
  const country = survey(stage, at);
  const random = stage.random('shade');
  let art = rect(0, 0, width, height, defs.linear([[0, mix(ground, rise, 0.45)], [1, ground]], 0.7, 1));
  for (let i = 0; i < 4; i++) art += glow(stage, random.next() * width, random.next() * height, unit * 0.5, unit * 0.42, rise, 0.55);
  for (let i = 1; i < LEVELS; i++) {
    const main = i % 4 === 0;
    const t = i / LEVELS;
    art += stroke(contour(country, 0.14 + t * 0.72), mix(line, bright, t * 0.6), unit * (main ? 0.0034 : 0.0016), { opacity: main ? 0.95 : 0.62, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' });
  }
  return art;
};

/** Marching squares: in every cell the level crosses, one short line between the crossed edges, joined into long ones where they meet. */
function contour({ heights, cell }: Country, level: number): string {
  const segments: [string, string][] = [];
  const at = (row: number, column: number) => heights[row]?.[column] ?? 0;
  for (let row = 0; row + 1 < heights.length; row++) {
    for (let column = 0; column + 1 < (heights[row]?.length ?? 0); column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)] as const;
      if (Math.min(...corners) <= level && Math.max(...corners) > level) segments.push(...cut(corners, level, column * cell, row * cell, cell));
    }
  }
  return join(segments);
}

/** The country's heights at the corners of a grid, measured once for all levels. */
interface Country {
  readonly cell: number;
  readonly heights: readonly (readonly number[])[];
}

function survey({ width, height, unit }: Stage, at: (x: number, y: number) => number): Country {
  const cell = unit / 62;
  const [columns, rows] = [Math.ceil(width / cell) + 1, Math.ceil(height / cell) + 1];
  const heights = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => at(column * cell, row * cell)));
  return { cell, heights };
}

type Corners = readonly [number, number, number, number];

function cut([a, b, c, e]: Corners, level: number, x: number, y: number, cell: number): [string, string][] {
  const point = (px: number, py: number) => `${num(px)},${num(py)}`;
  const share = (from: number, to: number) => ((level - from) / (to - from)) * cell;
  const edges: [number, number, () => string][] = [
    [a, b, () => point(x + share(a, b), y)],
    [b, c, () => point(x + cell, y + share(b, c))],
    [e, c, () => point(x + share(e, c), y + cell)],
    [a, e, () => point(x, y + share(a, e))],
  ];
  const crossed = edges.filter(([from, to]) => from > level !== to > level).map(([, , where]) => where());
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < crossed.length; i += 2) pairs.push([crossed[i] ?? '', crossed[i + 1] ?? '']);
  return pairs;
}

function join(segments: readonly [string, string][]): string {
  const links = new Map<string, string[]>();
  for (const [from, to] of segments) {
    links.set(from, [...(links.get(from) ?? []), to]);
    links.set(to, [...(links.get(to) ?? []), from]);
  }
  const open = [...links.keys()].filter((point) => links.get(point)?.length === 1);
  return [...open, ...links.keys()].map((start) => follow(links, start)).join('');
}

/** Walks from link to link, taking each away, until there is none. */
function follow(links: Map<string, string[]>, start: string): string {
  let here = start;
  let line = `M${start}`;
  for (let next = links.get(here)?.pop(); next !== undefined; next = links.get(here)?.pop()) {
    remove(links.get(next), here);
    line += `L${next}`;
    here = next;
  }
  return here === start && !line.includes('L') ? '' : line;
}

function remove(list: string[] | undefined, item: string): void {
  const index = list?.indexOf(item) ?? -1;
  if (index >= 0) list?.splice(index, 1);
}
