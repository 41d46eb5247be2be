import { type Colour, darken, mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Layer, Stage } from '../scene/stage';
import { path } from '../svg/markup';
import { across, below, polyline } from '../svg/points';
import { headland, plateau } from './headland';
import { rim } from './rim';

const STEPS = 140;

/** The height of the ground under any x: what stands there asks here for its footing. */
export function groundAt(stage: Stage): (x: number) => number {
  if (stage.plan.ground === 'coast') return plateau(stage);
  return stage.plan.ground === 'none' ? () => stage.horizon : rise(stage);
}

/** A gentle swell of land across the whole foreground, highest under the subject. */
function rise(stage: Stage): (x: number) => number {
  const { width, height, horizon, focus, plan } = stage;
  const line = fractal(stage.random('ground'), 3);
  const bank = plan.water !== 'none';
  const base = horizon + (height - horizon) * (bank ? 0.62 : 0.46);
  const lift = height * (plan.ground === 'sand' ? 0.03 : 0.06);
  return (x) => base - lift * Math.exp(-(((x - focus) / (width * 0.3)) ** 2)) - line((x / width) * 2.4) * height * 0.03;
}

export const ground: Layer = (stage) => {
  const { width, height, horizon, plan, defs } = stage;
  if (plan.ground === 'none' || (plan.styles.has('neon') && plan.water === 'none')) return '';
  if (plan.ground === 'coast') return headland(stage);
  if (plan.ground === 'sand' && plan.backdrop === 'dunes') return '';
  const line = across(width, STEPS, groundAt(stage));
  const { crest, body, foot } = soil(stage);
  const paint = defs.ramp(0, horizon, 0, height, [[0.1, crest], [0.45, body], [1, foot]]);
  return path(below(polyline(line), width, height * 1.05, STEPS), paint) + rim(stage, line);
};

function soil({ palette, plan }: Stage): { crest: Colour; body: Colour; foot: Colour } {
  const earth = plan.snowy ? palette.local.snow : plan.ground === 'sand' ? palette.local.sand : mix(palette.local.grass, palette.foliage[0], 0.5);
  const body = palette.tone(earth, 0.03);
  return { crest: mix(body, palette.haze, 0.16), body, foot: mix(body, darken(palette.ink, 0.1), plan.snowy ? 0.3 : 0.55) };
}
