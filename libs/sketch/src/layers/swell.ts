import { darken, mix, tint } from '../palette/colour';
import { noise } from '../noise';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { d, path, stroke } from '../svg/markup';
import { across, below, polyline, type Point } from '../svg/points';

const ROWS = 6;
const STEPS = 130;

/** Heavy seas: steep crests rolling in, white where they break. */
export function swell(stage: Stage): string {
  return Array.from({ length: ROWS }, (_, i) => roller(stage, i)).join('');
}

function roller(stage: Stage, index: number): string {
  const { width, height, horizon, palette, defs, unit } = stage;
  const near = (index + 0.4) / ROWS;
  const random = stage.random(`swell${index}`);
  const wander = noise(random);
  const period = unit * (0.14 + near * 0.5);
  const shift = random.next() * period;
  const tall = unit * (0.012 + near * 0.13);
  const base = horizon + (height - horizon) * near ** 1.35 * 0.98 + tall * 0.4;
  const crest = (x: number) => {
    const roll = (x + shift) / period + wander((x / width) * 3) * 1.4;
    return base - tall * (1 - Math.abs(Math.sin(roll * Math.PI))) ** 1.5 * (0.35 + 0.9 * wander(roll + 40)) - wander((x / width) * 40) * tall * 0.09;
  };
  const line = across(width, STEPS, crest);
  const sea = mix(tint(mix(palette.sky[1], palette.ink, 0.22 + near * 0.36), '#2f7f86', 0.32), palette.haze, 0.34 * (1 - near));
  const paint = defs.ramp(0, base - tall, 0, base + tall * 1.5, [[0, mix(sea, palette.haze, 0.42)], [0.3, sea], [1, darken(sea, 0.3)]]);
  return path(below(polyline(line), width, height * 1.03, STEPS), paint) + foam(stage, random, line, base, tall);
}

/** Froth that thickens towards every peak, threads of it running down the face, and spray above. */
function foam(stage: Stage, random: Random, line: readonly Point[], base: number, tall: number): string {
  const white = mix(stage.palette.haze, '#ffffff', 0.62);
  const under: Point[] = [];
  let threads = '';
  let spray = '';
  for (const [x, y] of line) {
    const high = Math.max(0, (base - y) / tall);
    under.push([x, y + tall * high ** 2.2 * random.between(0.04, 0.2) + 0.3]);
    if (high < 0.45) continue;
    threads += d`M${x},${y}q${random.between(-1, 1) * tall * 0.1},${tall * 0.2} ${random.between(-1, 1) * tall * 0.25},${tall * random.between(0.25, 0.6)}`;
    if (random.chance(0.5)) spray += d`M${x + random.between(-1, 1) * tall * 0.2},${y - random.next() * tall * 0.16}h.1`;
  }
  const froth = path(`${polyline([...line, ...under.reverse()])}Z`, white, { opacity: 0.85 });
  const unit = stage.unit;
  return stroke(threads, white, unit * 0.0016, { opacity: 0.26 }) + froth + stroke(spray, white, unit * 0.003, { opacity: 0.6, 'stroke-linecap': 'round' });
}
