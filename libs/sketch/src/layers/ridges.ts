import { type Colour, mix, tint } from '../palette/colour';
import { fractal } from '../noise';
import type { Layer, Stage } from '../scene/stage';
import { ellipse, path } from '../svg/markup';
import { across, below, polyline, smooth } from '../svg/points';
import { massif } from './massif';

const STEPS = 130;

/** The blue of distance and the dark of nearness, between which every ridge lies. */
function ridgeColour({ palette, plan }: Stage, near: number): Colour {
  const far = mix(mix(palette.sky[2], palette.sky[1], 0.55), palette.haze, 0.35);
  const close = mix(tint(palette.tone(palette.local.rock), palette.sky[1], 0.5), palette.ink, 0.25);
  const colour = mix(far, close, near);
  return plan.weather === 'fog' ? mix(colour, palette.haze, 0.55 - near * 0.3) : colour;
}

/** Ridge behind ridge, each nearer one darker, with a snowy massif among them and mist lying between. */
export const mountains: Layer = (stage) => {
  const count = stage.plan.styles.has('minimal') ? 3 : 5;
  const far = [ridge(stage, 0, count), mist(stage, 0.1)];
  const near = Array.from({ length: count - 1 }, (_, i) => ridge(stage, i + 1, count) + mist(stage, (i + 1) / count));
  return [...far, massif(stage, ridgeColour(stage, 0.38)), ...near].join('');
};

function ridge(stage: Stage, index: number, count: number): string {
  const { width, height, horizon, palette, defs } = stage;
  const near = index / (count - 1);
  const line = fractal(stage.random(`ridge${index}`), stage.plan.styles.has('geometric') ? 2 : 6);
  const open = stage.plan.water === 'none';
  // With no ground before them, the nearest ridges come all the way down to us.
  const reach = open ? (stage.plan.ground === 'none' ? 0.33 : 0.13) : 0;
  const base = horizon + height * 0.012 + near * height * reach;
  const rise = Math.min(height * 0.42, stage.unit * 0.52) * (1 - near * 0.62);
  const points = across(width, STEPS, (x) => base - line((x / width) * (1.9 + index * 0.75)) ** 1.5 * rise);
  const body = ridgeColour(stage, near);
  const paint = defs.linear([[0, mix(body, palette.light, 0.08)], [0.4, body], [1, mix(body, palette.haze, 0.42 * (1 - near))]]);
  return path(below(polyline(points), width, open ? Math.max(height * 1.02, base) : horizon + height * 0.02, STEPS), paint);
}

/** A soft bank of vapour at the foot of what stands behind it. */
export function mist(stage: Stage, near: number): string {
  const { width, height, horizon, palette, defs, plan } = stage;
  const strength = (plan.weather === 'fog' ? 0.75 : 0.3) * (1 - near * 0.7);
  const paint = defs.radial([[0, palette.haze, strength], [0.5, palette.haze, strength * 0.6], [1, palette.haze, 0]]);
  return ellipse(width * (0.3 + near * 0.4), horizon + height * 0.03 * near, width * 0.95, height * 0.1, paint);
}

/** Rounded country, fold behind fold. */
export const hills: Layer = (stage) => {
  const { width, height, horizon, palette, defs, plan } = stage;
  const count = plan.styles.has('minimal') ? 2 : 4;
  let art = '';
  for (let i = 0; i < count; i++) {
    const near = (i + 0.6) / count;
    const line = fractal(stage.random(`hill${i}`), 2);
    const base = horizon + height * (0.02 + (plan.water === 'none' ? 0.11 * near : 0));
    const points = across(width, 26, (x) => base - line((x / width) * (1.6 + i * 0.5)) * height * (0.19 - near * 0.07));
    const green = plan.snowy ? palette.local.snow : (palette.foliage[i % 2 ? 2 : 0]);
    const body = mix(palette.tone(mix(green, palette.local.grass, 0.45), 0.5 - near * 0.46), ridgeColour(stage, near), 0.18);
    const paint = defs.linear([[0, mix(body, palette.light, plan.time === 'night' ? 0.06 : 0.2)], [1, mix(body, palette.haze, 0.3 * (1 - near))]]);
    art += path(below(smooth(points), width, plan.water === 'none' ? height * 1.02 : horizon + height * 0.02, 26), paint) + mist(stage, near);
  }
  return art;
};
