import { mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, rect, stroke } from '../svg/markup';
import { glow } from './glow';

/** The striped sun of a decade that never was. */
export function neonSun(stage: Stage): string {
  const { unit, light, palette, defs, horizon } = stage;
  const r = unit * 0.21;
  const y = Math.min(light.y, horizon - r * 0.9);
  const face = circle(light.x, y, r, defs.linear([[0, '#ffe27a'], [0.5, '#ff7a6b'], [1, '#f23fa0']]));
  // Bars of sky across the lower half, each thicker than the one above.
  const bars = Array.from({ length: 6 }, (_, i) => rect(light.x - r, y + r * (0.06 + i * 0.155), r * 2, r * (0.02 + i * 0.017), mix(palette.sky[2], palette.sky[1], 0.3)));
  const clip = defs.clip(circle(light.x, y, r, '#000'));
  return glow(stage, light.x, y, r * 3, r * 2.6, '#ff5fae', 0.55) + group({ 'clip-path': clip }, face, ...bars);
}

/** A floor of light, ruled to the vanishing point. */
export const neonGrid: Layer = (stage) => {
  const { plan, width, height, horizon, unit, palette, defs, light } = stage;
  if (!plan.styles.has('neon') || plan.water !== 'none') return '';
  const deep = height - horizon;
  let data = '';
  for (let i = -22; i <= 22; i++) data += ray(stage, i);
  for (let i = 1; i < 13; i++) data += d`M0,${horizon + deep * (i / 12) ** 2.2}H${width}`;
  const floor = rect(0, horizon, width, deep, defs.linear([[0, mix(palette.sky[1], palette.ink, 0.4)], [1, palette.ink]]));
  const clip = defs.clip(rect(0, horizon, width, deep, '#000'));
  const lines = stroke(data, '#ff4fc3', unit * 0.0075, { opacity: 0.22 }) + stroke(data, '#ff8ae0', unit * 0.0022, { opacity: 0.9 });
  return group({ 'clip-path': clip }, floor, lines, glow(stage, light.x, horizon, width * 0.6, deep * 0.35, '#ff7ac8', 0.5));
};

/** From the horizon to the lower edge; a ray that leaves the picture at a side ends just outside of it. */
function ray({ width, height, horizon, unit, light }: Stage, index: number): string {
  const top = light.x + index * unit * 0.03;
  const bottom = light.x + index * unit * 0.34;
  const outside = unit * 0.01;
  const end = Math.min(Math.max(bottom, -outside), width + outside);
  const share = Math.max(0, index ? (end - top) / (bottom - top) : 1);
  return share ? d`M${top},${horizon}L${top + (bottom - top) * share},${horizon + (height - horizon) * share}` : '';
}
