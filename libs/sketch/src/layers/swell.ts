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

/** Froth on the upper third of every crest, and threads of it running down the face. */
function foam(stage: Stage, random: Random, line: readonly Point[], base: number, tall: number): string {
  const white = mix(stage.palette.haze, '#ffffff', 0.62);
  let caps = '';
  let threads = '';
  for (const [x, y] of line) {
    const high = (base - y) / tall;
    if (high < 0.42) continue;
    const size = tall * 0.09 * high * random.between(0.5, 1.5);
    caps += d`M${x - size * 2.4},${y + size * 0.7}Q${x},${y - size * 1.5} ${x + size * 2.4},${y + size * 0.8}Q${x},${y + size * 1.3} ${x - size * 2.4},${y + size * 0.7}Z`;
    threads += d`M${x},${y + size}q${random.between(-1, 1) * tall * 0.2},${tall * 0.2} ${random.between(-1, 1) * tall * 0.3},${tall * random.between(0.2, 0.6)}`;
  }
  return stroke(threads, white, stage.unit * 0.0016, { opacity: 0.3 }) + path(caps, white, { opacity: 0.8 });
}
