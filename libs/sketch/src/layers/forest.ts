import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Palette } from '../palette/palette';
import { fractal } from '../noise';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path } from '../svg/markup';
import { across, below, polyline } from '../svg/points';
import { mist } from './ridges';

/** One row of a wood, or the trees along a far shore. */
interface Row {
  readonly name: string;
  readonly near: number;
  readonly foot: number;
  readonly tall: number;
}

/** Rows of trees from pale to dark; how many and how tall depends on whether the wood is the subject or the shore. */
export const forest: Layer = (stage) => {
  const { plan } = stage;
  if (plan.forest) return rows(stage).map((row, i, all) => trees(stage, row) + (i < all.length - 1 ? mist(stage, row.near) : '')).join('');
  return plan.water === 'lake' && plan.backdrop !== 'skyline' ? trees(stage, farShore(stage)) : '';
};

function farShore({ unit, height, horizon, plan }: Stage): Row {
  const tall = Math.max(unit, height * 0.8) * (plan.season === 'autumn' ? 0.12 : 0.075);
  return { name: 'shore', near: 0.55, foot: horizon + height * 0.006, tall };
}

function rows({ plan, horizon, height, unit }: Stage): Row[] {
  const shore = plan.water !== 'none';
  const size = Math.max(unit, height * 0.8);
  const reach = plan.ground === 'none' ? 0.98 : 0.5;
  const count = shore ? 3 : 5;
  return Array.from({ length: count }, (_, i) => {
    const near = i / (count - 1);
    const name = `forest${i}`;
    if (shore) return { name, near: near * 0.8, foot: horizon + height * 0.006, tall: size * (0.26 - near * 0.1) };
    return { name, near: near * 0.85, foot: horizon + (height - horizon) * (near * reach + 0.06), tall: size * (0.3 + near * 0.24) };
  });
}

/** How many of the trees are broad-leaved: a wood of summer or winter is all firs, so that it reads as one. */
const LEAFY = { spring: 0.62, summer: 0, autumn: 0.62, winter: 0 } as const;

function trees(stage: Stage, { name, near, foot, tall }: Row): string {
  const { width, palette, plan } = stage;
  const random = stage.random(name);
  const leafy = LEAFY[plan.season];
  const veil = (plan.weather === 'fog' ? 0.9 : 0.74) * (1 - near) ** 0.8;
  const firs = ['', ''];
  let snow = '';
  let crowns = '';
  for (let x = -tall * 0.2; x < width + tall * 0.2; x += tall * random.between(0.11, 0.3)) {
    const size = tall * random.between(0.55, 1.12);
    const y = foot + tall * random.between(-0.03, 0.05);
    if (random.chance(leafy)) {
      crowns += crown(stage, random, x, y, size * 0.78, veil * 0.6);
      continue;
    }
    firs[random.whole(0, 1)] += pine(random, x, y, size);
    if (near > 0.2) snow += snowOn(random, x, y, size);
  }
  const white = plan.snowy ? path(snow, palette.tone(palette.local.snow, veil), { opacity: 0.85 }) : '';
  return needles(stage, firs, veil, near) + crowns + white + brush(stage, random, foot, tall, veil, near);
}

/** Every second fir is a little darker, so that a row does not melt into one shape. */
function needles({ palette, defs }: Stage, firs: readonly string[], veil: number, near: number): string {
  return firs.map((data, i) => {
    const colour = firGreen(palette, veil, near + i * 0.16);
    return path(data, defs.linear([[0, colour], [1, mix(colour, palette.haze, 0.3 * (1 - near) + 0.06)]]));
  }).join('');
}

const firGreen = (palette: Palette, veil: number, near: number): Colour => mix(palette.tone(mix('#2b5349', palette.sky[0], 0.2), veil), palette.ink, near * 0.34);

/** The undergrowth the trunks stand in. */
function brush({ palette, plan, defs, width }: Stage, random: Random, foot: number, tall: number, veil: number, near: number): string {
  const line = fractal(random, 3);
  const steps = 60;
  const top = across(width, steps, (x) => foot - tall * (0.04 + 0.2 * line((x / width) * 12)) * (plan.snowy ? 0.25 : 1));
  const colour = plan.snowy ? palette.tone(palette.local.snow, veil) : firGreen(palette, veil, near + 0.1);
  return path(below(polyline(top), width, foot + tall * 0.5, steps), defs.linear([[0, colour], [1, mix(colour, palette.haze, plan.snowy ? 0 : 0.3 * (1 - near))]]));
}

/** A fir: tiers that widen downwards, each with drooping tips. */
export function pine(random: Random, x: number, foot: number, tall: number): string {
  const tiers = 8;
  const wide = tall * random.between(0.15, 0.2);
  let left = '';
  let right = d`M${x},${foot - tall}`;
  for (let i = 1; i <= tiers; i++) {
    const t = i / tiers;
    const y = foot - tall + tall * 0.94 * t;
    const out = wide * (0.12 + 0.88 * t) * random.between(0.82, 1.14);
    right += d`L${x + out},${y}L${x + out * 0.56},${y - tall * 0.022}`;
    left = d`L${x - out * 0.56},${y - tall * 0.022}L${x - out * random.between(0.9, 1.1)},${y}` + left;
  }
  return `${right}${d`L${x + tall * 0.016},${foot - tall * 0.06}V${foot + tall * 0.05}H${x - tall * 0.016}V${foot - tall * 0.06}`}${left.replace(/^L[^L]*/, '')}Z`;
}

function snowOn(random: Random, x: number, foot: number, tall: number): string {
  let data = '';
  for (let i = 0; i < 4; i++) {
    const t = (i + 0.6) / 5;
    const y = foot - tall + tall * 0.94 * t;
    const out = tall * 0.16 * (0.1 + 0.9 * t) * random.between(0.6, 0.95);
    data += d`M${x - out},${y + tall * 0.012}Q${x - out * 0.3},${y - tall * 0.05} ${x},${y - tall * (i ? 0.04 : 0.09)}Q${x + out * 0.3},${y - tall * 0.05} ${x + out * 0.8},${y + tall * 0.004}Q${x},${y - tall * 0.012} ${x - out},${y + tall * 0.012}Z`;
  }
  return data;
}

const HEADS = [[-0.2, -0.44, 0.15], [0.21, -0.46, 0.15], [-0.11, -0.66, 0.16], [0.13, -0.68, 0.15], [0, -0.82, 0.14], [0.02, -0.52, 0.2]] as const;

/** A round tree: a few overlapping heads of leaves, lighter where the light falls. */
export function crown(stage: Stage, random: Random, x: number, foot: number, tall: number, distance: number): string {
  const { palette, plan, light, defs } = stage;
  const own = plan.snowy ? '#8d9aa6' : random.pick(palette.foliage);
  const leaf = mix(palette.tone(own, distance), mix(own, palette.haze, distance), 0.3);
  const side = light.x < x ? 0.25 : 0.75;
  const paint = defs.radial([[0, lighten(mix(leaf, palette.light, 0.14), 0.05)], [0.7, leaf], [1, darken(leaf, 0.13)]], side, 0.2, 0.95);
  const trunk = mix(palette.tone(palette.local.wood, distance), palette.ink, 0.3 * (1 - distance));
  const heads = HEADS.map(([dx, dy, r]) => circle(x + dx * tall * random.between(0.8, 1.2), foot + dy * tall, r * tall * random.between(0.9, 1.15), paint));
  return group({}, path(stem(x, foot, tall), trunk), ...heads);
}

const stem = (x: number, foot: number, tall: number): string =>
  d`M${x - tall * 0.03},${foot + tall * 0.04}Q${x - tall * 0.005},${foot - tall * 0.3} ${x - tall * 0.01},${foot - tall * 0.5}H${x + tall * 0.01}Q${x + tall * 0.005},${foot - tall * 0.3} ${x + tall * 0.03},${foot + tall * 0.04}Z`;
