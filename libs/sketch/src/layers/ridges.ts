import { mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Layer } from '../scene/stage';
import { path, rect } from '../svg/markup';
import { across, below, polyline } from '../svg/points';

const STEPS = 150;

/** Ridge behind ridge, each nearer one darker, with mist lying between them. */
export const mountains: Layer = (stage) => {
  const { width, height, horizon, palette, defs } = stage;
  const count = 5;
  let art = '';
  for (let i = 0; i < count; i++) {
    const near = i / (count - 1);
    const line = fractal(stage.random(`ridge${i}`), 6);
    const base = horizon - stage.height * 0.02 + near * (height - horizon) * 0.1;
    const rise = height * (0.36 - near * 0.22);
    const points = across(width, STEPS, (x) => base - line((x / width) * (2.2 + i * 0.8)) ** 1.4 * rise);
    const body = palette.tone(palette.local.rock, 0.82 - near * 0.62);
    const paint = defs.linear([[0, body], [1, mix(body, palette.haze, 0.55 - near * 0.3)]]);
    art += path(below(polyline(points), width, height * 1.02, STEPS), paint);
  }
  return art + rect(0, horizon, width, height - horizon, defs.linear([[0, palette.ink, 0], [1, palette.ink, 0.55]]));
};
