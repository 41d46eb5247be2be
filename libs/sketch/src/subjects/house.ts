import { type Colour, darken, mix } from '../palette/colour';
import { glow } from '../layers/glow';
import type { Stage } from '../scene/stage';
import { d, ellipse, group, path, rect } from '../svg/markup';
import type { Spot } from './spot';

export function house(stage: Stage, spot: Spot): string {
  return smoke(stage, spot) + cottage(stage, spot);
}

/** A gabled house seen from its long side, with light in the windows when it is dark out. */
export function cottage(stage: Stage, { x, y, size, colour }: Spot): string {
  const { palette, plan, defs } = stage;
  const own = colour ?? (plan.forest || plan.backdrop === 'mountains' ? '#8a5f46' : palette.local.wall);
  const wall = mix(palette.tone(own), own, 0.25);
  const tiles = mix(palette.tone(palette.local.roof), palette.ink, 0.1);
  const [half, eaves, ridge] = [size * 0.62, y - size * 0.5, y - size];
  const shade = defs.linear([[0, wall], [1, darken(mix(wall, palette.ink, 0.3), 0.1)]]);
  const gable = d`M${x - half},${y + size * 0.06}V${eaves}L${x - half * 0.45},${ridge + size * 0.06}L${x + half * 0.1},${eaves}V${y + size * 0.06}Z`;
  const long = d`M${x + half * 0.1},${eaves}H${x + half}V${y + size * 0.06}H${x + half * 0.1}Z`;
  const slope = d`M${x - half * 0.45},${ridge}H${x + half * 0.72}L${x + half * 1.12},${eaves + size * 0.05}H${x + half * 0.14}Z`;
  const verge = d`M${x - half * 0.45},${ridge}L${x - half * 1.12},${eaves + size * 0.06}l${size * 0.05},${size * 0.05}L${x - half * 0.45},${ridge + size * 0.1}L${x + half * 0.1},${eaves + size * 0.1}l${size * 0.06},${-size * 0.05}Z`;
  const chimney = rect(x + half * 0.34, ridge - size * 0.2, size * 0.12, size * 0.3, mix(tiles, palette.ink, 0.3));
  const top = plan.snowy ? mix(palette.tone(palette.local.snow), '#ffffff', 0.2) : tiles;
  return group({},
    chimney,
    path(long, mix(shadeOf(wall, palette.ink), wall, 0.4)),
    path(gable, shade),
    path(slope, defs.linear([[0, mix(top, palette.light, 0.14)], [1, mix(top, palette.ink, plan.snowy ? 0.12 : 0.3)]])),
    path(verge, mix(top, palette.ink, plan.snowy ? 0.05 : 0.4)),
    windows(stage, x, y, size, half),
  );
}

const shadeOf = (wall: Colour, ink: Colour): Colour => mix(wall, ink, 0.45);

function windows(stage: Stage, x: number, y: number, size: number, half: number): string {
  const { plan, palette } = stage;
  const lit = plan.time !== 'day' || plan.weather === 'storm';
  const glass = lit ? '#ffd07a' : mix(palette.sky[1], palette.ink, 0.35);
  const pane = (px: number, py: number, w: number, h: number) =>
    rect(px, py, w, h, glass) + rect(px + w / 2 - size * 0.008, py, size * 0.016, h, palette.ink, { opacity: 0.6 }) + rect(px, py + h / 2 - size * 0.008, w, size * 0.016, palette.ink, { opacity: 0.6 });
  const warm = lit ? glow(stage, x + half * 0.3, y - size * 0.2, size * 1.1, size * 0.7, '#ffc56b', 0.4) : '';
  const door = rect(x - half * 0.6, y - size * 0.3, size * 0.18, size * 0.36, mix(palette.ink, '#5a3524', 0.45));
  const spill = lit ? ellipse(x + half * 0.4, y + size * 0.1, size * 0.8, size * 0.08, '#ffcf80', { opacity: 0.22 }) : '';
  return spill + door + pane(x + half * 0.28, y - size * 0.36, size * 0.17, size * 0.19) + pane(x + half * 0.64, y - size * 0.36, size * 0.17, size * 0.19) + pane(x - half * 0.54, y - size * 0.66, size * 0.12, size * 0.14) + warm;
}

function smoke(stage: Stage, { x, y, size }: Spot): string {
  const { palette, defs } = stage;
  const random = stage.random('smoke');
  const soft = defs.radial([[0, palette.haze, 0.5], [0.6, palette.haze, 0.24], [1, palette.haze, 0]]);
  let art = '';
  for (let i = 0; i < 12; i++) {
    const t = i / 11;
    art += ellipse(x + size * (0.28 + t * 0.5 + Math.sin(t * 7) * 0.09), y - size * (1.25 + t * 1.15), size * (0.07 + t * 0.22) * random.between(0.8, 1.2), size * (0.06 + t * 0.13), soft, { opacity: 1 - t * 0.75 });
  }
  return art;
}
