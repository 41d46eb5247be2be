import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { d, ellipse, group, path, stroke } from '../svg/markup';
import type { Mention } from '../words/read';
import { paintOf } from './spot';

const SETS: readonly [readonly Colour[], ...(readonly Colour[])[]] = [
  ['#e4572e', '#f5b03e', '#fff2dd'],
  ['#28365f', '#6a9fc0', '#f1f4f6'],
  ['#b03a78', '#f3b7d2', '#fff6f4'],
  ['#1f8f86', '#ecc868', '#fffaf0'],
  ['#c9413a', '#f7e7cf', '#c9413a'],
  ['#6a4aa0', '#e98d5b', '#ffe9c9'],
];

/** Sizes and heights by share of the picture; the first hangs large, the rest drift off. */
const PLACES = [
  { x: 0, y: 0.46, size: 0.172 },
  { x: -0.34, y: 0.3, size: 0.1 },
  { x: 0.21, y: 0.66, size: 0.07 },
  { x: -0.5, y: 0.62, size: 0.062 },
  { x: -0.16, y: 0.7, size: 0.045 },
  { x: 0.24, y: 0.2, size: 0.055 },
  { x: -0.28, y: 0.52, size: 0.036 },
] as const;

export function balloons(stage: Stage, mention: Mention): string {
  const { width, horizon, unit, focus } = stage;
  const random = stage.random('balloons');
  const count = Math.min(mention.count ?? 5, PLACES.length);
  const side = focus > width / 2 ? 1 : -1;
  const main = count > 1 ? focus - side * width * 0.02 : focus;
  return PLACES.slice(0, count).map(({ x, y, size }, i) => {
    const colours = coloursFor(paintOf(mention), random, i);
    const shift = i ? random.between(-0.03, 0.03) : 0;
    return balloon(stage, main + side * width * (x + shift), horizon * (y + shift), unit * size, colours, i ? Math.min(0.4, 0.1 + i * 0.06) : 0);
  }).reverse().join('');
}

function coloursFor(own: Colour | undefined, random: Random, index: number): readonly Colour[] {
  const set = SETS[(random.whole(0, 1) + index) % SETS.length] ?? SETS[0];
  return own ? [own, index % 2 ? lighten(own, 0.28) : darken(own, 0.16), lighten(own, 0.72)] : set;
}

const GORES = 9;

function balloon(stage: Stage, x: number, y: number, r: number, colours: readonly Colour[], far: number): string {
  const { palette, defs, light } = stage;
  const strength = stage.plan.time === 'day' ? 0.85 : 0.58;
  const shape = envelope(r);
  let gores = '';
  for (let k = 0; k < GORES; k++) {
    const colour = colours[k % colours.length] ?? '#ffffff';
    gores += path(gore(r, k), mix(mix(palette.tone(colour), colour, strength), palette.haze, far));
  }
  const side = light.x < x ? 0.3 : 0.7;
  const round = defs.radial([[0, '#fff8e8', 0.42], [0.4, '#fff8e8', 0], [0.72, palette.ink, 0.16], [1, palette.ink, 0.56]], side, 0.3, 0.78);
  const warm = stage.plan.time === 'day' ? '' : path(shape, defs.radial([[0, '#ffdf9a', 0.75], [1, '#ffb24d', 0]], 0.5, 0.95, 0.55));
  const clip = defs.clip(path(shape, '#000'));
  return group({ transform: d`translate(${x} ${y})` }, group({ 'clip-path': clip }, gores, path(shape, round), warm), basket(stage, r, far));
}

function envelope(r: number): string {
  return d`M${-r * 0.14},${r * 1.24}C${-r * 0.4},${r * 0.86} ${-r * 1.02},${r * 0.52} ${-r * 1.02},${-r * 0.06}C${-r * 1.02},${-r * 0.66} ${-r * 0.55},${-r * 1.06} 0,${-r * 1.06}C${r * 0.55},${-r * 1.06} ${r * 1.02},${-r * 0.66} ${r * 1.02},${-r * 0.06}C${r * 1.02},${r * 0.52} ${r * 0.4},${r * 0.86} ${r * 0.14},${r * 1.24}Z`;
}

/** One strip of cloth from crown to mouth; strips narrow towards the edge as they turn away from us. */
function gore(r: number, k: number): string {
  const edge = (i: number) => Math.sin((((i / GORES) * 2 - 1) * Math.PI) / 2) * 1.04;
  const [a, b] = [edge(k) * r, edge(k + 1) * r];
  return d`M0,${-r * 1.08}C${a * 0.6},${-r * 1.02} ${a},${-r * 0.6} ${a},${-r * 0.06}C${a},${r * 0.52} ${a * 0.4},${r * 0.86} ${a * 0.15},${r * 1.26}H${b * 0.15}C${b * 0.4},${r * 0.86} ${b},${r * 0.52} ${b},${-r * 0.06}C${b},${-r * 0.6} ${b * 0.6},${-r * 1.02} 0,${-r * 1.08}Z`;
}

function basket(stage: Stage, r: number, far: number): string {
  const { palette } = stage;
  const wicker = mix(mix(palette.tone('#7a4e2c'), '#7a4e2c', 0.3), palette.haze, far);
  const ropes = d`M${-r * 0.13},${r * 1.23}L${-r * 0.09},${r * 1.46}M${r * 0.13},${r * 1.23}L${r * 0.09},${r * 1.46}M${-r * 0.04},${r * 1.25}L${-r * 0.03},${r * 1.46}M${r * 0.04},${r * 1.25}L${r * 0.03},${r * 1.46}`;
  const box = d`M${-r * 0.115},${r * 1.45}H${r * 0.115}L${r * 0.095},${r * 1.62}Q0,${r * 1.645} ${-r * 0.095},${r * 1.62}Z`;
  const mouth = ellipse(0, r * 1.235, r * 0.14, r * 0.028, darken(wicker, 0.3));
  return mouth + stroke(ropes, darken(wicker, 0.2), Math.max(0.7, r * 0.009)) + path(box, wicker) + path(d`M${-r * 0.12},${r * 1.44}h${r * 0.24}v${r * 0.03}h${-r * 0.24}Z`, lighten(wicker, 0.25));
}
