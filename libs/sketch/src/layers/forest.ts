import { darken, lighten, mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path } from '../svg/markup';
import { across, below, polyline } from '../svg/points';
import { mist } from './ridges';

/** Rows of trees from pale to dark; how many and how tall depends on whether the wood is the subject or the shore. */
export const forest: Layer = (stage) => {
  const { plan, horizon, height, unit } = stage;
  if (!plan.forest && (plan.water !== 'lake' || plan.backdrop === 'skyline')) return '';
  const shore = plan.water !== 'none';
  const rows = plan.forest ? (shore ? 3 : 5) : 1;
  let art = '';
  for (let i = 0; i < rows; i++) {
    const near = rows === 1 ? 0.55 : i / (rows - 1);
    const reach = plan.ground === 'none' ? 0.98 : 0.5;
    const foot = horizon + (shore ? height * 0.006 : (height - horizon) * (near * reach + 0.06));
    const tall = Math.max(unit, height * 0.8) * (plan.forest ? (shore ? 0.26 - near * 0.1 : 0.3 + near * 0.24) : plan.season === 'autumn' ? 0.12 : 0.075);
    art += row(stage, `forest${i}`, near * (shore ? 0.8 : 0.85), foot, tall) + (i < rows - 1 ? mist(stage, near) : '');
  }
  return art;
};

function row(stage: Stage, name: string, near: number, foot: number, tall: number): string {
  const { width, palette, plan, defs } = stage;
  const random = stage.random(name);
  const leafy = plan.season === 'autumn' || plan.season === 'spring' ? 0.62 : 0;
  const veil = (plan.weather === 'fog' ? 0.9 : 0.74) * (1 - near) ** 0.8;
  const coniferous = mix(palette.tone(mix('#2c4f48', palette.sky[0], 0.2), veil), palette.ink, near * 0.3);
  const paint = defs.linear([[0, coniferous], [1, mix(coniferous, palette.haze, 0.35 * (1 - near) + 0.08)]]);
  const gap = tall * 0.2;
  let pines = '';
  let snow = '';
  let crowns = '';
  for (let x = -gap; x < width + gap; x += gap * random.between(0.55, 1.5)) {
    const size = tall * random.between(0.55, 1.12);
    const y = foot + tall * random.between(-0.03, 0.05);
    if (random.chance(leafy)) {
      crowns += crown(stage, random, x, y, size * 0.72, veil);
      continue;
    }
    pines += pine(random, x, y, size);
    if (plan.snowy && near > 0.2) snow += snowOn(random, x, y, size);
  }
  const brush = fractal(random, 3);
  const floor = below(polyline(across(width, 60, (at) => foot - tall * (0.03 + 0.16 * brush((at / width) * 14)))), width, foot + tall * 0.5, 60);
  return path(pines + (plan.snowy ? '' : floor), paint) + crowns + (snow ? path(snow, palette.tone(palette.local.snow, veil), { opacity: 0.85 }) : '');
}

/** A fir: tiers that widen downwards, each with drooping tips. */
export function pine(random: Random, x: number, foot: number, tall: number): string {
  const tiers = 9;
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
  for (let i = 0; i < 5; i++) {
    const t = (i + 0.6) / 6;
    const y = foot - tall + tall * 0.94 * t;
    const out = tall * 0.16 * (0.1 + 0.9 * t) * random.between(0.6, 0.95);
    data += d`M${x - out},${y + tall * 0.012}Q${x - out * 0.3},${y - tall * 0.05} ${x},${y - tall * (i ? 0.04 : 0.09)}Q${x + out * 0.3},${y - tall * 0.05} ${x + out * 0.8},${y + tall * 0.004}Q${x},${y - tall * 0.012} ${x - out},${y + tall * 0.012}Z`;
  }
  return data;
}

/** A round tree: a few overlapping heads of leaves, lighter where the light falls. */
export function crown(stage: Stage, random: Random, x: number, foot: number, tall: number, distance: number): string {
  const { palette, plan, light, defs } = stage;
  const leaf = palette.tone(plan.snowy ? '#8d9aa6' : random.pick(palette.foliage), distance);
  const side = light.x < x ? 0.3 : 0.7;
  const paint = defs.radial([[0, lighten(mix(leaf, palette.light, 0.22), 0.06)], [0.6, leaf], [1, darken(leaf, 0.22)]], side, 0.25, 0.85);
  const trunk = mix(palette.tone(palette.local.wood, distance), palette.ink, 0.3 * (1 - distance));
  let heads = '';
  for (const [dx, dy, r] of [[-0.17, -0.46, 0.2], [0.18, -0.48, 0.19], [0, -0.7, 0.24], [0.02, -0.46, 0.24]] as const) {
    heads += circle(x + dx * tall * random.between(0.8, 1.2), foot + dy * tall, r * tall * random.between(0.9, 1.1), paint);
  }
  return group({}, path(stem(x, foot, tall), trunk), heads);
}

const stem = (x: number, foot: number, tall: number): string =>
  d`M${x - tall * 0.03},${foot + tall * 0.04}Q${x - tall * 0.005},${foot - tall * 0.3} ${x - tall * 0.01},${foot - tall * 0.5}H${x + tall * 0.01}Q${x + tall * 0.005},${foot - tall * 0.3} ${x + tall * 0.03},${foot + tall * 0.04}Z`;
