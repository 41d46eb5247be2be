import { mix } from '../palette/colour';
import type { Layer } from '../scene/stage';
import type { Stop } from '../svg/defs';
import { rect } from '../svg/markup';

const HEIGHTS = [0, 0.42, 0.78, 1] as const;

export const sky: Layer = ({ width, height, horizon, palette, defs }) => {
  const stops: Stop[] = [];
  palette.sky.forEach((colour, i) => {
    const here = HEIGHTS[i] ?? 1;
    const before = palette.sky[i - 1];
    // A stop half-way, mixed as the eye would, keeps the browser's own mixing from greying.
    if (before) stops.push([(here + (HEIGHTS[i - 1] ?? 0)) / 2, mix(before, colour, 0.5)]);
    stops.push([here, colour]);
  });
  return rect(0, 0, width, height, defs.ramp(0, 0, 0, horizon * 1.02, stops));
};
