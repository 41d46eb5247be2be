import type { Layer } from '../scene/stage';
import { circle } from '../svg/markup';
import { glow } from './glow';

export const sun: Layer = (stage) => {
  const { unit, light, palette } = stage;
  return (
    glow(stage, light.x, light.y, unit * 1.1, unit * 0.8, palette.light, 0.75) +
    circle(light.x, light.y, unit * 0.05, palette.light, { opacity: 0.95 })
  );
};
