import { mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Layer, Stage } from '../scene/stage';
import { group, path, stroke } from '../svg/markup';
import { across, below, polyline, type Point } from '../svg/points';
import { mist } from './ridges';

const STEPS = 90;

/** Sand in long sharp crests: one side in the light, the other in its own shadow. */
export const dunes: Layer = (stage) => {
  const count = stage.plan.styles.has('minimal') ? 3 : 5;
  return Array.from({ length: count }, (_, i) => dune(stage, i, count) + (i < 2 ? mist(stage, 0.3 + i * 0.3) : '')).join('');
};

function dune(stage: Stage, index: number, count: number): string {
  const { width, height, horizon, palette, defs } = stage;
  const random = stage.random(`dune${index}`);
  const near = index / (count - 1);
  const [phase, second, slow] = [random.next() * 6.28, random.next() * 6.28, random.between(2.2, 3.6) + index * 0.4];
  const base = horizon + (height - horizon) * (near * 0.62 - 0.04);
  const crest = (x: number) => base + Math.sin((x / width) * slow + phase) * height * (0.022 + near * 0.045) + Math.sin((x / width) * 6.4 + second) * height * 0.014;
  const sand = palette.tone(mix(palette.local.sand, '#b3653a', near * 0.6), 0.62 * (1 - near));
  const lit = defs.linear([[0, mix(sand, palette.light, 0.42)], [0.35, sand], [1, mix(sand, palette.ink, 0.25)]]);
  const line = across(width, STEPS, crest);
  const shape = below(polyline(line), width, height * 1.03, STEPS);
  const clip = defs.clip(`<path d="${shape}"/>`);
  return path(shape, lit) + group({ 'clip-path': clip }, shades(stage, random.between(0.1, 0.42), line, near), ripples(stage, line, near));
}

/** The lee sides: from a point on the crest a soft edge wanders down, and all beyond it lies in shade. */
function shades(stage: Stage, first: number, line: readonly Point[], near: number): string {
  const { width, height, palette, defs, light } = stage;
  const dark = mix(palette.tone('#8a4a30'), PAINTS.purple, 0.12);
  const paint = defs.linear([[0, dark, 0.34 + near * 0.22], [0.6, dark, 0.16], [1, dark, 0.05]]);
  const away = light.x < width / 2 ? 1 : -1;
  return [first, first + 0.5].map((share) => {
    const start = Math.floor(line.length * (away > 0 ? share : 1 - share));
    const [x, y] = line[start] ?? [0, 0];
    const rest = away > 0 ? line.slice(start) : line.slice(0, start + 1).reverse();
    const stop = Math.floor(rest.length * 0.62);
    const edge = rest.slice(0, Math.max(stop, 2));
    const [ex, ey] = edge.at(-1) ?? [x, y];
    const curve = `C${Math.round(ex)},${Math.round(ey + height * 0.09)} ${Math.round(x + away * width * 0.16)},${Math.round(y + height * 0.1)} ${Math.round(x + away * width * 0.1)},${Math.round(y + height * (0.12 + near * 0.18))}`;
    return path(`${polyline(edge)}${curve}S${Math.round(x + away * width * 0.05)},${Math.round(y + height * 0.05)} ${Math.round(x)},${Math.round(y)}Z`, paint);
  }).join('');
}

function ripples(stage: Stage, line: readonly Point[], near: number): string {
  if (near < 0.4) return '';
  const { height, palette, unit } = stage;
  let data = '';
  for (let k = 1; k < 9; k++) {
    const drop = height * (0.012 * k + 0.0016 * k * k) * near;
    data += polyline(line.filter((_, i) => i % 3 === 0).map(([x, y], i) => [x, y + drop + Math.sin(i * 1.1 + k) * unit * 0.0015] as const));
  }
  return stroke(data, palette.light, unit * 0.0014, { opacity: 0.13 });
}
