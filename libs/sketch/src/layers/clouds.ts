import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { ellipse, group, path } from '../svg/markup';
import { type Point, smoothLoop } from '../svg/points';
import type { Weather } from '../words/moment-words';

const HEAVY: ReadonlySet<Weather> = new Set(['rain', 'storm']);
const VEILED: ReadonlySet<Weather> = new Set(['fog', 'snow']);

/** Clouds as the hour and the weather have them: streaks at either end of the day, heaps at noon, a lid before rain. */
export const clouds: Layer = (stage) => {
  const { weather, time, styles, water } = stage.plan;
  if (styles.has('minimal')) return '';
  if (HEAVY.has(weather)) return lid(stage) + streaks(stage, 5);
  if (VEILED.has(weather) || water === 'waves') return streaks(stage, 3);
  const many = weather === 'cloudy' ? 2 : 1;
  return time === 'day' ? streaks(stage, 2 * many) + heaps(stage, 2 + 2 * many) : streaks(stage, 4 + 3 * many);
};

/** Long flat clouds, lit from below by a low sun. */
function streaks(stage: Stage, count: number): string {
  const { width, horizon, palette, plan } = stage;
  const random = stage.random('streaks');
  const strength = plan.time === 'night' ? 0.16 : 0.34;
  let art = '';
  for (let i = 0; i < count; i++) {
    const height = 0.14 + ((i + random.next()) / count) * 0.68;
    const colour = mix(plan.time === 'day' ? '#ffffff' : mix(palette.sky[3], palette.light, 0.35), palette.sky[1], (1 - height) * 0.5);
    art += streak(stage, random, random.next() * width, height * horizon, width * random.between(0.1, 0.24), colour, strength);
  }
  return art;
}

function streak(stage: Stage, random: Random, x: number, y: number, size: number, colour: Colour, strength: number): string {
  const soft = stage.defs.radial([[0, colour, strength], [0.5, colour, strength * 0.6], [1, colour, 0]]);
  let art = '';
  for (let k = 0; k < 11; k++) {
    const spread = random.between(-1, 1);
    const rx = size * random.between(0.35, 0.9) * (1 - Math.abs(spread) * 0.4);
    art += ellipse(x + spread * size, y + random.between(-1, 1) * size * 0.07 + spread * size * 0.02, rx, rx * random.between(0.06, 0.15), soft);
  }
  return art;
}

/** Fair-weather heaps: round above, flat below, fading downwards. */
function heaps(stage: Stage, count: number): string {
  const { width, horizon, unit } = stage;
  const random = stage.random('heaps');
  let art = '';
  for (let i = 0; i < count; i++) {
    const x = width * (((i + random.between(0.1, 0.9)) / count) * 1.1 - 0.05);
    const y = horizon * random.between(0.2, 0.72);
    const size = unit * random.between(0.08, 0.16) * (0.6 + (1 - y / horizon) * 0.8);
    art += heap(stage, random, x, y, size);
  }
  return art;
}

function heap(stage: Stage, random: Random, x: number, y: number, size: number): string {
  const { palette, defs } = stage;
  const white = lighten(mix(palette.light, palette.sky[3], 0.25), 0.55);
  const paint = defs.linear([[0, white, 0.96], [0.55, mix(white, palette.sky[2], 0.25), 0.85], [1, mix(white, palette.sky[2], 0.6), 0]]);
  const layer = (dx: number, dy: number, scale: number) => path(puff(random, x + dx * size, y + dy * size, size * scale), paint);
  return group({ opacity: 0.92 }, layer(-0.5, -0.12, 0.8), layer(0.45, -0.05, 0.85), layer(0, 0, 1.15));
}

function puff(random: Random, x: number, y: number, size: number): string {
  const bumps = 7;
  const points: Point[] = [];
  for (let i = 0; i <= bumps; i++) {
    const t = i / bumps;
    const arch = Math.sin(t * Math.PI) ** 0.8;
    points.push([x + (t - 0.5) * size * 2.4, y - arch * size * random.between(0.42, 0.72) * (i % 2 ? 1 : 0.8)]);
  }
  return smoothLoop([...points, [x + size * 1.0, y + size * 0.16], [x, y + size * 0.22], [x - size * 1.0, y + size * 0.16]]);
}

/** The low dark ceiling of bad weather. */
function lid(stage: Stage): string {
  const { width, horizon, palette, plan, defs } = stage;
  const random = stage.random('lid');
  const deep = plan.weather === 'storm' ? 0.62 : 0.4;
  let art = '';
  for (let row = 0; row < 3; row++) {
    const colour = darken(mix(palette.sky[0], palette.sky[1], row * 0.4), deep * (1 - row * 0.28));
    const soft = defs.radial([[0, colour, 0.8], [0.55, colour, 0.5], [1, colour, 0]]);
    for (let i = 0; i < 9; i++) {
      const rx = width * random.between(0.12, 0.3);
      art += ellipse(random.next() * width, horizon * (0.06 + row * 0.17 + random.between(-0.05, 0.05)), rx, rx * random.between(0.2, 0.34), soft);
    }
  }
  return art;
}
