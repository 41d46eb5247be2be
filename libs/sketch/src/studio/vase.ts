import { type Colour, darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, ellipse, group, path, rect, stroke } from '../svg/markup';
import { type Swatches, swatches } from './swatches';

/** Wall, vase, table, bowl, blossom. */
const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#b9c7c3', '#b5573a', '#c9ab86', '#e9e0d2', '#f0d3c0'],
  ['#d9c9b8', '#35586a', '#8a5f46', '#efe3cf', '#f2b950'],
  ['#c9b9c4', '#5f7a5a', '#d8c0a0', '#f3ece2', '#e88aa0'],
  ['#8fa3a8', '#ece3d5', '#6f5140', '#c87a4a', '#f7efe4'],
];

/** A vase with a bunch of flowers and a bowl beside it, in the light of a window we do not see. */
export const vase: Layer = (stage) => {
  const { width, height, unit, defs, plan } = stage;
  const [wall, clay, wood, bowl, petal] = swatches(stage, SETS);
  const side = stage.random('vase').sign();
  const table = height * 0.72;
  const back = rect(0, 0, width, height, defs.linear([[0, lighten(wall, 0.24)], [0.6, wall], [1, darken(wall, 0.24)]], side > 0 ? 1 : 0, 0.5, side > 0 ? 0 : 1));
  const desk = rect(0, table, width, height - table, defs.linear([[0, lighten(wood, 0.16)], [0.12, wood], [1, darken(wood, 0.42)]])) + rect(0, table, width, unit * 0.004, lighten(wood, 0.4), { opacity: 0.7 });
  const x = width / 2 - side * unit * 0.07;
  const y = height * 0.83;
  const size = unit * 0.44;
  const said = plan.mentions.find((mention) => mention.subject === 'flowers')?.colour;
  return back + sunbeam(stage, side, table) + desk + shadows(stage, x, y, size, side) + bouquet(stage, x, y - size * 0.93, size, said ? PAINTS[said] : petal) + body(stage, x, y, size, clay, side) + bowlOf(stage, x + side * unit * 0.27, height * 0.87, unit * 0.14, bowl, side);
};

/** A slanting pane of light on the wall. */
function sunbeam({ width, height, unit, defs }: Stage, side: number, table: number): string {
  const paint = defs.linear([[0, '#fffbe8', 0.5], [1, '#fffbe8', 0.12]]);
  const pane = (from: number, to: number) => {
    const [a, b] = [width / 2 + side * (from * unit - unit * 0.62), width / 2 + side * (to * unit - unit * 0.62)];
    return path(d`M${a},0H${b}L${b + side * height * 0.3},${table}H${a + side * height * 0.3}Z`, paint);
  };
  return pane(0, 0.2) + pane(0.24, 0.44);
}

function shadows({ defs }: Stage, x: number, y: number, size: number, side: number): string {
  const soft = defs.radial([[0, '#241208', 0.6], [0.5, '#241208', 0.25], [1, '#241208', 0]]);
  return ellipse(x + side * size * 0.34, y, size * 0.75, size * 0.1, soft) + ellipse(x, y + size * 0.005, size * 0.32, size * 0.05, soft) + ellipse(x + side * size * 0.78, y + size * 0.1, size * 0.34, size * 0.06, soft);
}

function body({ defs }: Stage, x: number, y: number, s: number, clay: Colour, side: number): string {
  const shape = d`M${x - s * 0.12},${y - s}C${x - s * 0.09},${y - s * 0.82} ${x - s * 0.42},${y - s * 0.66} ${x - s * 0.38},${y - s * 0.34}C${x - s * 0.35},${y - s * 0.1} ${x - s * 0.2},${y} ${x - s * 0.18},${y}Q${x},${y + s * 0.025} ${x + s * 0.18},${y}C${x + s * 0.2},${y} ${x + s * 0.35},${y - s * 0.1} ${x + s * 0.38},${y - s * 0.34}C${x + s * 0.42},${y - s * 0.66} ${x + s * 0.09},${y - s * 0.82} ${x + s * 0.12},${y - s}Z`;
  const ends = side > 0 ? ([1, 0, 0, 0] as const) : ([0, 0, 1, 0] as const);
  const round = defs.linear([[0, lighten(clay, 0.12)], [0.2, lighten(clay, 0.3)], [0.42, clay], [0.8, mix(clay, '#1c0d08', 0.55)], [1, mix(clay, '#1c0d08', 0.38)]], ...ends);
  const gloss = ellipse(x - side * s * 0.2, y - s * 0.48, s * 0.045, s * 0.15, defs.radial([[0, '#ffffff', 0.55], [1, '#ffffff', 0]]), { transform: d`rotate(${side * 12} ${x - side * s * 0.2} ${y - s * 0.48})` });
  return path(shape, round) + gloss + ellipse(x, y - s, s * 0.12, s * 0.022, darken(clay, 0.55)) + path(d`M${x - s * 0.13},${y - s}a${s * 0.13},${s * 0.026} 0 0 0 ${s * 0.26},0`, 'none', { stroke: lighten(clay, 0.25), 'stroke-width': s * 0.012 });
}

function bouquet(stage: Stage, x: number, y: number, size: number, petal: Colour): string {
  const random = stage.random('bouquet');
  const green = '#4b6247';
  let stems = '';
  let heads = '';
  let foliage = '';
  const count = 13;
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1) - 0.5;
    const turn = -Math.PI / 2 + t * 2.1 + random.between(-0.08, 0.08);
    const long = size * random.between(0.48, 0.92) * (1 - Math.abs(t) * 0.35);
    const [ex, ey] = [x + Math.cos(turn) * long, y + Math.sin(turn) * long];
    stems += d`M${x + t * size * 0.1},${y + size * 0.1}Q${x + t * size * 0.3},${y - long * 0.5} ${ex},${ey}`;
    foliage += sprig(random, x + (ex - x) * 0.55, y + (ey - y) * 0.55, size * 0.11, turn);
    heads += blossom(stage, random, ex, ey, size * random.between(0.055, 0.105), random.pick([petal, lighten(petal, 0.35), darken(petal, 0.12)]));
  }
  return stroke(stems, green, size * 0.009) + path(foliage, green) + heads;
}

function sprig(random: Random, x: number, y: number, long: number, turn: number): string {
  let data = '';
  for (const side of [-1, 1]) {
    const angle = turn + side * random.between(0.4, 0.9);
    const [dx, dy] = [Math.cos(angle) * long, Math.sin(angle) * long];
    data += d`M${x},${y}Q${x + dx * 0.4 - dy * 0.25},${y + dy * 0.4 + dx * 0.25} ${x + dx},${y + dy}Q${x + dx * 0.5 + dy * 0.25},${y + dy * 0.5 - dx * 0.25} ${x},${y}Z`;
  }
  return data;
}

/** Two rings of petals round a warm eye. */
function blossom({ defs }: Stage, random: Random, x: number, y: number, r: number, colour: Colour): string {
  const start = random.whole(0, 60);
  const ring = (count: number, away: number, size: number, fill: string) =>
    Array.from({ length: count }, (_, i) => ellipse(x, y - r * away, r * size, r * size * 1.35, fill, { transform: d`rotate(${start + (i * 360) / count} ${x} ${y})` })).join('');
  const outer = defs.linear([[0, lighten(colour, 0.22)], [1, darken(colour, 0.16)]]);
  return group({}, ring(7, 0.62, 0.42, outer), ring(5, 0.3, 0.3, lighten(colour, 0.3)), circle(x, y, r * 0.2, '#c98a3a'));
}

function bowlOf({ defs }: Stage, x: number, y: number, s: number, colour: Colour, side: number): string {
  const ends = side > 0 ? ([1, 0, 0, 0] as const) : ([0, 0, 1, 0] as const);
  const round = defs.linear([[0, lighten(colour, 0.2)], [0.4, colour], [1, mix(colour, '#2a1810', 0.45)]], ...ends);
  const fruit = circle(x - s * 0.2, y - s * 0.62, s * 0.3, defs.radial([[0, '#f8cf7a'], [0.6, '#e2952f'], [1, '#a85a1c']], 0.35, 0.3, 0.8)) + circle(x + s * 0.22, y - s * 0.6, s * 0.27, defs.radial([[0, '#f29a7a'], [0.6, '#c9442f'], [1, '#7a1f1c']], 0.35, 0.3, 0.8));
  return fruit + path(d`M${x - s * 0.62},${y - s * 0.56}C${x - s * 0.6},${y - s * 0.1} ${x - s * 0.26},${y} ${x - s * 0.2},${y}H${x + s * 0.2}C${x + s * 0.26},${y} ${x + s * 0.6},${y - s * 0.1} ${x + s * 0.62},${y - s * 0.56}Q${x},${y - s * 0.46} ${x - s * 0.62},${y - s * 0.56}Z`, round);
}
