import { mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { d, group, path, stroke } from '../svg/markup';
import { across, below, polyline, type Point } from '../svg/points';
import { mist } from './ridges';

const STEPS = 90;

/** Sand in long sharp crests: one side in the light, the other in its own shadow. */
export const dunes: Layer = (stage) => {
  const count = stage.plan.styles.has('minimal') ? 3 : 5;
  return Array.from({ length: count }, (_, i) => dune(stage, i, count) + (i < 2 ? mist(stage, 0.4 + i * 0.2) : '')).join('');
};

function dune(stage: Stage, index: number, count: number): string {
  const { width, height, horizon, palette, defs } = stage;
  const random = stage.random(`dune${index}`);
  const near = index / (count - 1);
  const [phase, second, slow] = [random.next() * 6.28, random.next() * 6.28, random.between(2.4, 3.8)];
  const base = horizon + (height - horizon) * (near * 0.7 - 0.02);
  const crest = (x: number) => base + Math.sin((x / width) * slow + phase) * height * (0.02 + near * 0.05) + Math.sin((x / width) * 6 + second) * height * 0.012;
  const sand = mix(palette.tone(palette.local.sand), palette.tone('#c4683a'), 0.1 + near * 0.45);
  const body = mix(sand, palette.haze, 0.62 * (1 - near) ** 1.2);
  const lit = defs.ramp(0, base - height * 0.06, 0, base + height * 0.32, [[0, mix(body, palette.light, 0.5)], [0.3, mix(body, palette.light, 0.12)], [1, mix(body, palette.ink, 0.22)]]);
  const line = across(width, STEPS, crest);
  const shape = below(polyline(line), width, height * 1.03, STEPS);
  const clip = defs.clip(path(shape, '#000'));
  return path(shape, lit) + group({ 'clip-path': clip }, shade(stage, line, near, random.between(0.2, 0.55)), ripples(stage, line, near));
}

/** The lee side: from one point of the crest a spine winds down towards us, and all beyond it lies in shade. */
function shade(stage: Stage, line: readonly Point[], near: number, share: number): string {
  const { width, height, palette, defs, light } = stage;
  const away = light.x < width / 2 ? 1 : -1;
  const start = Math.round((line.length - 1) * (away > 0 ? share : 1 - share));
  const [x, y] = line[start] ?? [0, 0];
  const rest = away > 0 ? line.slice(start) : line.slice(0, start + 1).reverse();
  const edge = away > 0 ? width * 1.05 : -width * 0.05;
  const deep = height * (0.16 + near * 0.16);
  const dark = mix(palette.tone('#7d3f33'), palette.sky[0], 0.3);
  const paint = defs.ramp(x, 0, edge, 0, [[0, dark, 0.34 + near * 0.3], [0.6, dark, 0.2 + near * 0.12], [1, dark, 0.08]]);
  const spine = d`L${edge},${height * 1.05}H${x + away * width * 0.13}C${x + away * width * 0.1},${y + deep * 1.6} ${x - away * width * 0.1},${y + deep} ${x + away * width * 0.05},${y + deep * 0.55}S${x - away * width * 0.03},${y + deep * 0.2} ${x},${y}Z`;
  return path(polyline(rest) + spine, paint);
}

/** What the wind wrote: thin lines that follow the crest. */
function ripples(stage: Stage, line: readonly Point[], near: number): string {
  if (near < 0.4) return '';
  const { height, palette, unit } = stage;
  let data = '';
  for (let k = 1; k < 12; k++) {
    const drop = height * (0.01 * k + 0.0018 * k * k) * near;
    data += polyline(line.filter((_, i) => i % 3 === 0).map(([x, y], i) => [x, y + drop + Math.sin(i * 1.1 + k * 2) * unit * 0.002] as const));
  }
  return stroke(data, palette.light, unit * 0.0016, { opacity: 0.14 });
}
