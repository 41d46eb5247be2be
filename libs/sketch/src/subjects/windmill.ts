import { darken, lighten, mix } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { circle, d, group, path, rect } from '../svg/markup';
import type { Spot } from './spot';

/** A tower mill with four latticed sails. */
export function windmill(stage: Stage, { x, y, size, colour }: Spot): string {
  const { palette, defs, light, plan } = stage;
  const own = colour ?? palette.local.wall;
  const wall = mix(palette.tone(own), own, 0.3);
  const bright = light.x < x ? 0 : 1;
  const round = defs.linear([[0, lighten(wall, 0.14)], [0.45, wall], [1, mix(wall, palette.ink, 0.55)]], 1 - bright, 0, bright, 0);
  const cap = mix(palette.tone(palette.local.roof), palette.local.roof, 0.2);
  const [wide, slim, top] = [size * 0.17, size * 0.105, y - size * 0.62];
  const tower = d`M${x - wide},${y + size * 0.02}L${x - slim},${top}H${x + slim}L${x + wide},${y + size * 0.02}Z`;
  const dome = d`M${x - slim * 1.2},${top + size * 0.008}Q${x - slim},${top - size * 0.15} ${x},${top - size * 0.155}Q${x + slim},${top - size * 0.15} ${x + slim * 1.2},${top + size * 0.008}Z`;
  const pane = plan.time === 'day' ? mix(palette.ink, wall, 0.2) : '#ffd07a';
  const windows = [0.2, 0.52].map((t) => rect(x - size * 0.018, top + size * 0.62 * t, size * 0.036, size * 0.055, pane)).join('');
  const door = path(d`M${x - size * 0.035},${y + size * 0.02}v${-size * 0.08}a${size * 0.035},${size * 0.035} 0 0 1 ${size * 0.07},0v${size * 0.08}Z`, mix(palette.ink, '#5a3524', 0.4));
  return group({}, path(tower, round), rect(x - wide * 0.98, y - size * 0.2, wide * 1.96, size * 0.018, mix(palette.local.wood, palette.ink, 0.4)), door, windows, path(dome, defs.linear([[0, lighten(cap, 0.14)], [1, darken(cap, 0.35)]])), sails(stage, x, top - size * 0.055, size * 0.5));
}

function sails(stage: Stage, x: number, y: number, long: number): string {
  const { palette } = stage;
  const wood = mix(palette.tone(palette.local.wood), palette.ink, 0.45);
  const cloth = mix(palette.tone(palette.local.wall), palette.light, 0.4);
  const start = stage.random('sails').whole(12, 58);
  let lattice = '';
  for (let i = 0; i < 7; i++) lattice += d`M${long * 0.008},${-long * (0.24 + i * 0.11)}h${long * 0.16}`;
  const arm =
    path(d`M${long * 0.012},${-long * 0.2}h${long * 0.15}v${-long * 0.78}h${-long * 0.15}Z`, cloth, { opacity: 0.82 }) +
    path(`${lattice}`, 'none', { stroke: wood, 'stroke-width': long * 0.011, opacity: 0.8 }) +
    path(d`M${-long * 0.016},0L${-long * 0.008},${-long}H${long * 0.014}L${long * 0.016},0Z`, wood);
  const arms = [0, 90, 180, 270].map((turn) => group({ transform: `rotate(${turn})` }, arm));
  return group({ transform: d`translate(${x} ${y}) rotate(${start})` }, ...arms, circle(0, 0, long * 0.04, darken(wood, 0.2)));
}
