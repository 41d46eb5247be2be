import { lighten, mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { path, stroke } from '../svg/markup';
import { across, below, polyline } from '../svg/points';

const STEPS = 120;
const ROWS = 6;

/** The sea as a woodcut has it: row upon row of scallops, each with its inner lines. */
export function waves(stage: Stage): string {
  return Array.from({ length: ROWS }, (_, i) => row(stage, i)).join('');
}

function row(stage: Stage, index: number): string {
  const { width, height, horizon, palette, unit, defs } = stage;
  const random = stage.random(`wave${index}`);
  const near = index / (ROWS - 1);
  const base = horizon + (height - horizon) * near * 0.8 + unit * 0.03;
  const period = unit * (0.3 + near * 0.26);
  const shift = random.next() * period;
  const tall = unit * (0.06 + near * 0.04);
  const crest = (x: number) => base - tall * Math.abs(Math.sin(((x + shift) / period) * Math.PI)) ** 0.72 * (0.85 + 0.3 * Math.sin((x / width) * 7 + index));
  const sea = mix(mix(palette.sky[2], palette.local.water, 0.55), mix(palette.sky[0], palette.ink, 0.5), near ** 0.8);
  const line = across(width, STEPS, crest);
  const paint = defs.ramp(0, base - tall * 1.2, 0, base + height * 0.22, [[0, lighten(sea, 0.16)], [1, sea]]);
  const foam = lighten(mix(sea, palette.light, 0.6), 0.35);
  let lines = '';
  for (let k = 0; k < 7; k++) {
    const drop = unit * (0.007 + k * 0.0095 + k * k * 0.0009);
    const inner = across(width, STEPS / 2, (x) => crest(x) + drop);
    lines += stroke(polyline(inner), foam, unit * (0.0024 - k * 0.00022), { opacity: 0.6 - k * 0.065 });
  }
  return path(below(polyline(line), width, height * 1.03, STEPS), paint) + stroke(polyline(line), foam, unit * 0.0042, { opacity: 0.9 }) + lines;
}
