import { mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { d, group, path } from '../svg/markup';
import type { Spot } from './spot';

/** A cat that sits with its back to us and watches what we watch. */
export function cat(stage: Stage, { x, y, size, colour }: Spot): string {
  const { palette, light } = stage;
  const fur = colour ? mix(palette.tone(colour), colour, 0.35) : mix(palette.ink, palette.sky[0], 0.08);
  const rim = mix(fur, palette.light, 0.55);
  const s = size;
  const body = d`M${-s * 0.27},${s * 0.02}C${-s * 0.35},${-s * 0.2} ${-s * 0.2},${-s * 0.36} ${-s * 0.14},${-s * 0.52}C${-s * 0.19},${-s * 0.58} ${-s * 0.2},${-s * 0.68} ${-s * 0.17},${-s * 0.76}L${-s * 0.185},${-s * 0.98}Q${-s * 0.1},${-s * 0.93} ${-s * 0.07},${-s * 0.85}Q0,${-s * 0.875} ${s * 0.07},${-s * 0.85}Q${s * 0.1},${-s * 0.93} ${s * 0.185},${-s * 0.98}L${s * 0.17},${-s * 0.76}C${s * 0.2},${-s * 0.68} ${s * 0.19},${-s * 0.58} ${s * 0.14},${-s * 0.52}C${s * 0.2},${-s * 0.36} ${s * 0.35},${-s * 0.2} ${s * 0.27},${s * 0.02}Q0,${s * 0.05} ${-s * 0.27},${s * 0.02}Z`;
  const tail = d`M${s * 0.18},${-s * 0.04}C${s * 0.5},${s * 0.06} ${s * 0.66},${-s * 0.06} ${s * 0.6},${-s * 0.22}C${s * 0.57},${-s * 0.31} ${s * 0.45},${-s * 0.3} ${s * 0.46},${-s * 0.22}C${s * 0.5},${-s * 0.23} ${s * 0.53},${-s * 0.21} ${s * 0.53},${-s * 0.17}C${s * 0.52},${-s * 0.08} ${s * 0.36},${-s * 0.1} ${s * 0.2},${-s * 0.14}Z`;
  const facing = light.x < x ? -1 : 1;
  return group({ transform: d`translate(${x} ${y}) scale(${facing < 0 ? 1 : -1} 1)` },
    path(tail, fur),
    path(body, rim, { transform: d`translate(${-s * 0.008} ${-s * 0.008})`, opacity: 0.7 }),
    path(body, fur),
  );
}
