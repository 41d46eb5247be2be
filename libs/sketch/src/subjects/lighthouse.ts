import { type Colour, darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import { glow } from '../layers/glow';
import type { Stage } from '../scene/stage';
import { circle, d, ellipse, group, path, rect } from '../svg/markup';
import { cottage } from './house';
import type { Spot } from './spot';

/** The tower's parts, measured once: every length is a share of its height. */
interface Tower {
  readonly x: number;
  readonly foot: number;
  /** Where the masonry ends and the gallery begins. */
  readonly top: number;
  readonly tall: number;
  /** Half its width at the foot and at the top. */
  readonly wide: number;
  readonly slim: number;
  /** The lamp. */
  readonly lamp: number;
}

export function lighthouse(stage: Stage, { x, y, size, colour }: Spot): string {
  const tower: Tower = { x, foot: y + size * 0.02, top: y - size * 0.78, tall: size, wide: size * 0.105, slim: size * 0.066, lamp: y - size * 0.865 };
  const lit = stage.plan.time !== 'day' || stage.plan.weather === 'storm' || stage.plan.weather === 'fog';
  const side = stage.light.x < x ? -1 : 1;
  return group({},
    lit ? beams(stage, tower, side) : '',
    cottageBeside(stage, tower, -side),
    body(stage, tower, colour ?? PAINTS.red, side),
    lantern(stage, tower, colour ?? PAINTS.red, lit),
    lit ? shine(stage, tower) : '',
  );
}

function cottageBeside(stage: Stage, { x, foot, tall }: Tower, side: number): string {
  return cottage(stage, { x: x + side * tall * 0.235, y: foot + tall * 0.012, size: tall * 0.17, colour: undefined });
}

/** Two cones of light, the long one over the water. */
function beams(stage: Stage, { x, lamp, tall }: Tower, side: number): string {
  const { width, palette, defs, plan } = stage;
  const misty = plan.weather === 'fog' || plan.weather === 'snow' ? 0.14 : 0;
  const cone = (towards: number, reach: number, tilt: number, open: number, strength: number): string => {
    const end = x + towards * reach;
    const paint = defs.ramp(x, lamp, end, lamp, [[0, palette.light, strength], [0.12, palette.light, strength * 0.66], [0.5, palette.light, strength * 0.28], [1, palette.light, 0]]);
    const slope = lamp + tilt * reach;
    return path(d`M${x},${lamp - tall * 0.012}L${end},${slope - open * reach}V${slope + open * reach}L${x},${lamp + tall * 0.012}Z`, paint);
  };
  const night = plan.time === 'night' ? 0.1 : 0;
  return (
    cone(side, width * 0.85, -0.045, 0.1, 0.46 + misty + night) +
    cone(side, width * 0.8, -0.045, 0.045, 0.5 + misty + night) +
    cone(-side, width * 0.5, 0.05, 0.085, 0.34 + misty)
  );
}

function outline({ x, foot, top, wide, slim }: Tower): string {
  const waist = (foot + top) / 2;
  return d`M${x - wide},${foot}Q${x - slim * 1.16},${waist} ${x - slim},${top}H${x + slim}Q${x + slim * 1.16},${waist} ${x + wide},${foot}Z`;
}

/** Masonry in bands, rounded by a shadow that deepens away from the light. */
function body(stage: Stage, tower: Tower, colour: Colour, side: number): string {
  const { palette, defs } = stage;
  const { x, foot, top, wide } = tower;
  const white = mix(palette.tone(palette.local.wall), palette.local.wall, 0.62);
  const paint = mix(palette.tone(colour), colour, 0.6);
  const shape = outline(tower);
  const step = (foot - top) / 7;
  let bands = '';
  for (let i = 0; i < 4; i++) {
    const y = top + step * (i * 2 - 0.28);
    bands += path(d`M${x - wide},${y}Q${x},${y + wide * 0.2} ${x + wide},${y}v${step}Q${x},${y + step + wide * 0.24} ${x - wide},${y + step}Z`, paint);
  }
  const [bright, deep] = side < 0 ? [0, 1] : [1, 0];
  const round = defs.linear([[0, lighten(palette.light, 0.2), 0.3], [0.22, palette.light, 0.05], [0.5, palette.ink, 0.14], [0.86, palette.ink, 0.6], [1, palette.ink, 0.44]], deep, 0, bright, 0);
  const base = defs.linear([[0.62, palette.ink, 0], [1, palette.ink, 0.38]]);
  const clip = defs.clip(path(shape, '#000'));
  return group({}, path(shape, white), group({ 'clip-path': clip }, bands, path(shape, round), path(shape, base)), openings(stage, tower));
}

/** A door and three small windows up the stair. */
function openings(stage: Stage, { x, foot, top, tall, wide, slim }: Tower): string {
  const dark = mix(stage.palette.ink, '#2a1d1a', 0.4);
  const glass = stage.plan.time === 'day' ? dark : '#ffd88a';
  const door = d`M${x - wide * 0.24},${foot}v${-tall * 0.07}a${wide * 0.24},${wide * 0.24} 0 0 1 ${wide * 0.48},0v${tall * 0.07}Z`;
  const panes = [0.2, 0.47, 0.7].map((t, i) => {
    const px = x + (i % 2 ? 1 : -1) * slim * 0.24;
    const y = top + (foot - top) * t;
    return path(d`M${px - slim * 0.14},${y}v${-slim * 0.34}a${slim * 0.14},${slim * 0.14} 0 0 1 ${slim * 0.28},0v${slim * 0.34}Z`, glass, { opacity: 0.92 });
  });
  return path(door, dark) + panes.join('');
}

/** Gallery, lamp room, dome and vane. */
function lantern(stage: Stage, { x, top, tall, slim, lamp }: Tower, colour: Colour, lit: boolean): string {
  const { palette, defs } = stage;
  const iron = mix(palette.ink, '#22303c', 0.45);
  const roof = mix(palette.tone(colour), colour, 0.45);
  const half = slim * 0.68;
  const eaves = lamp - tall * 0.045;
  const sill = top - tall * 0.036;
  const glass = lit ? defs.linear([[0, '#fff8dc'], [0.5, '#ffeeb0'], [1, '#ffd27a']]) : mix(palette.sky[1], '#ffffff', 0.35);
  const rails = [-1.2, -0.8, -0.4, 0, 0.4, 0.8, 1.2].map((t) => rect(x + t * slim - tall * 0.0016, top - tall * 0.04, tall * 0.0032, tall * 0.034, iron)).join('');
  return group({},
    path(d`M${x - slim},${top + tall * 0.012}L${x - slim * 1.36},${top - tall * 0.006}H${x + slim * 1.36}L${x + slim},${top + tall * 0.012}Z`, iron),
    rails,
    rect(x - slim * 1.3, top - tall * 0.043, slim * 2.6, tall * 0.005, iron),
    rect(x - half, eaves, half * 2, sill - eaves + tall * 0.028, glass),
    [-0.5, 0, 0.5].map((t) => rect(x + t * half * 1.3 - tall * 0.002, eaves, tall * 0.004, sill - eaves + tall * 0.028, iron, { opacity: 0.75 })).join(''),
    path(d`M${x - half * 1.35},${eaves + tall * 0.006}Q${x - half * 1.05},${eaves - tall * 0.05} ${x},${eaves - tall * 0.064}Q${x + half * 1.05},${eaves - tall * 0.05} ${x + half * 1.35},${eaves + tall * 0.006}Z`, defs.linear([[0, lighten(roof, 0.25)], [0.4, roof], [1, darken(roof, 0.4)]], 1, 0.2)),
    rect(x - tall * 0.0024, eaves - tall * 0.1, tall * 0.0048, tall * 0.042, iron),
    circle(x, eaves - tall * 0.068, tall * 0.0095, iron),
  );
}

function shine(stage: Stage, { x, lamp, tall }: Tower): string {
  const warm = '#fff0bd';
  const small = stage.defs.radial([[0, '#fffdf2', 1], [0.3, warm, 0.75], [1, warm, 0]]);
  return (
    glow(stage, x, lamp, tall * 0.62, tall * 0.62, mix(warm, stage.palette.light, 0.4), 0.34) +
    glow(stage, x, lamp, tall * 0.26, tall * 0.26, warm, 0.62) +
    circle(x, lamp, tall * 0.058, small) +
    ellipse(x, lamp, tall * 0.34, tall * 0.0055, stage.defs.radial([[0, '#fffbe6', 0.9], [1, warm, 0]]))
  );
}
