import { type Colour, darken, mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { d, ellipse, path, stroke } from '../svg/markup';
import { across, below, polyline, type Point } from '../svg/points';

const STEPS = 140;

/** The height of the ground under any x: what stands there asks here for its footing. */
export function groundAt(stage: Stage): (x: number) => number {
  const { plan } = stage;
  if (plan.ground === 'coast') return headland(stage);
  return plan.ground === 'none' ? () => stage.horizon : rise(stage);
}

/** A gentle swell of land across the whole foreground, highest under the subject. */
function rise(stage: Stage): (x: number) => number {
  const { width, height, horizon, focus, plan } = stage;
  const line = fractal(stage.random('ground'), 3);
  const beach = plan.water !== 'none';
  const base = horizon + (height - horizon) * (beach ? 0.62 : 0.42);
  const lift = height * (plan.ground === 'sand' ? 0.03 : 0.06);
  return (x) => base - lift * Math.exp(-(((x - focus) / (width * 0.3)) ** 2)) - line((x / width) * 2.4) * height * 0.03;
}

/** Land running out into the sea from the subject's side of the picture. */
function headland(stage: Stage): (x: number) => number {
  const { width, height, horizon, focus } = stage;
  const line = fractal(stage.random('ground'), 5);
  const side = focus > width / 2 ? 1 : -1;
  const tip = focus - side * width * 0.3;
  const low = height * 1.04;
  const high = horizon + height * 0.035;
  return (x) => {
    const inland = ((x - tip) * side) / (width * 0.3);
    if (inland <= 0) return low;
    const climb = 1 - Math.exp(-inland * 2.6);
    return low - (low - high) * climb * (1.06 + Math.max(0, inland - 1) * 0.05) - line((x / width) * 9) * height * 0.035 * Math.min(1, inland * 2);
  };
}

export const ground: Layer = (stage) => {
  if (stage.plan.ground === 'none') return '';
  const { width, height, plan } = stage;
  const line = across(width, STEPS, groundAt(stage));
  const shape = below(polyline(line), width, height * 1.05, STEPS);
  const { crest, body, foot } = soil(stage);
  const art = path(shape, stage.defs.ramp(0, stage.horizon, 0, height, [[0, crest], [0.3, body], [1, foot]])) + rim(stage, line);
  return plan.ground === 'coast' ? foam(stage) + art + facets(stage, line) : art;
};

function soil({ palette, plan }: Stage): { crest: Colour; body: Colour; foot: Colour } {
  const own = plan.snowy ? palette.local.snow : plan.ground === 'sand' ? palette.local.sand : mix(palette.local.grass, palette.foliage[0], 0.5);
  const earth = plan.ground === 'coast' && !plan.snowy ? mix(own, palette.local.rock, 0.55) : own;
  const body = palette.tone(earth, 0.04);
  const depth = plan.snowy ? 0.3 : 0.62;
  return { crest: mix(body, palette.haze, plan.time === 'day' ? 0.12 : 0.16), body, foot: mix(body, darken(palette.ink, 0.1), depth) };
}

/** The edge that catches the last light. */
function rim(stage: Stage, line: readonly Point[]): string {
  const { palette, unit, plan } = stage;
  const visible = line.filter(([, y]) => y < stage.height);
  return stroke(polyline(visible), mix(palette.light, palette.haze, 0.4), unit * 0.0032, { opacity: plan.time === 'night' ? 0.22 : 0.5 });
}

/** Slanting planes of rock below the edge. */
function facets(stage: Stage, line: readonly Point[]): string {
  const { palette, height, unit } = stage;
  const random = stage.random('facets');
  let dark = '';
  let bright = '';
  for (const [x, y] of line) {
    if (y > height * 0.97 || random.chance(0.62)) continue;
    const [wide, deep] = [unit * random.between(0.012, 0.05), random.between(0.25, 0.8) * (height - y)];
    const from = y + unit * 0.006 + random.next() * unit * 0.1;
    const shard = d`M${x},${from}l${wide},${deep * 0.3}l${-wide * 0.5},${deep * 0.5}l${-wide * 1.1},${-deep * 0.25}Z`;
    if (random.chance(0.66)) dark += shard;
    else bright += shard;
  }
  return path(dark, palette.ink, { opacity: 0.26 }) + path(bright, palette.haze, { opacity: 0.06 });
}

/** Rocks off the point, and the white water round them. */
function foam(stage: Stage): string {
  const { palette, unit, height, width, focus, horizon } = stage;
  const random = stage.random('rocks');
  const side = focus > width / 2 ? 1 : -1;
  const tip = focus - side * width * 0.26;
  let art = '';
  for (let i = 0; i < 5; i++) {
    const x = tip - side * width * random.between(-0.02, 0.17);
    const y = horizon + (height - horizon) * random.between(0.52, 0.94);
    const size = unit * random.between(0.012, 0.045);
    art += ellipse(x, y + size * 0.1, size * 1.9, size * 0.26, palette.light, { opacity: 0.22 }) + path(rock(random, x, y, size), mix(palette.tone(palette.local.rock), palette.ink, 0.55));
  }
  return art;
}

export function rock(random: Random, x: number, y: number, size: number): string {
  const top = [-1, -0.72, -0.3, 0.12, 0.55, 1].map((t, i) => [x + t * size * 1.2, y - (i % 5 ? size * random.between(0.45, 0.95) * (1 - t * t * 0.5) : 0)] as const);
  return `${polyline(top)}Z`;
}
