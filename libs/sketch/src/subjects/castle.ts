import { lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { d, group, path } from '../svg/markup';
import type { Spot } from './spot';

/** Each tower by shares of the castle's height: where, how wide, how tall, and whether it has a pointed roof. */
const TOWERS = [
  { x: -0.42, wide: 0.13, tall: 0.46, roof: true },
  { x: 0.44, wide: 0.14, tall: 0.4, roof: false },
  { x: -0.2, wide: 0.12, tall: 0.62, roof: true },
  { x: 0.25, wide: 0.13, tall: 0.56, roof: true },
  { x: 0.03, wide: 0.17, tall: 0.76, roof: true },
] as const;

export function castle(stage: Stage, { x, y, size, colour }: Spot): string {
  const { palette, plan, defs, light } = stage;
  const own = colour ?? '#b9a48f';
  const stone = mix(palette.tone(own), own, 0.14);
  const bright = light.x < x ? 0 : 1;
  const round = defs.linear([[0, lighten(mix(stone, palette.light, 0.25), 0.05)], [0.45, stone], [1, mix(stone, palette.ink, 0.5)]], 1 - bright, 0, bright, 0);
  const roof = plan.snowy ? palette.tone(palette.local.snow) : mix(palette.tone('#3f5873'), palette.ink, 0.12);
  const tiles = defs.linear([[0, lighten(roof, 0.12)], [1, mix(roof, palette.ink, 0.45)]], 1, 0.3);
  const random = stage.random('castle');
  const towers = TOWERS.map(({ x: dx, wide, tall, roof: pointed }) => tower(x + dx * size, y, wide * size, tall * size, pointed, round, tiles));
  const lights = TOWERS.map(({ x: dx, wide, tall }) => slits(random, x + dx * size, y, wide * size, tall * size)).join('');
  const glass = plan.time === 'day' ? mix(palette.ink, stone, 0.2) : '#ffd07a';
  const hall = path(battlements(x - size * 0.5, x + size * 0.52, y + size * 0.05, y - size * 0.24, size * 0.03), mix(stone, palette.ink, 0.25));
  const gate = path(d`M${x - size * 0.06},${y + size * 0.05}v${-size * 0.12}a${size * 0.06},${size * 0.07} 0 0 1 ${size * 0.12},0v${size * 0.12}Z`, mix(palette.ink, '#3a241c', 0.4));
  return group({}, ...towers, hall, gate, path(lights, glass, { opacity: 0.9 }));
}

function tower(x: number, y: number, wide: number, tall: number, pointed: boolean, stone: string, tiles: string): string {
  const half = wide / 2;
  const top = y - tall;
  const shaft = path(d`M${x - half},${y + wide * 0.4}V${top}H${x + half}V${y + wide * 0.4}Z`, stone);
  const collar = path(battlements(x - half * 1.2, x + half * 1.2, top + wide * 0.16, top - wide * 0.02, wide * 0.14), stone);
  const cone = path(d`M${x - half * 1.25},${top + wide * 0.02}Q${x - half * 0.4},${top - wide * 0.5} ${x},${top - wide * 1.65}Q${x + half * 0.4},${top - wide * 0.5} ${x + half * 1.25},${top + wide * 0.02}Z`, tiles);
  return shaft + collar + (pointed ? cone : '');
}

function battlements(from: number, to: number, foot: number, top: number, tooth: number): string {
  const count = Math.max(3, Math.round((to - from) / (tooth * 2)));
  const step = (to - from) / (count * 2 - 1);
  let data = d`M${from},${foot}V${top}`;
  for (let i = 0; i < count; i++) data += d`v${-tooth}h${step}v${tooth}` + (i < count - 1 ? d`h${step}` : '');
  return `${data}${d`V${foot}Z`}`;
}

function slits(random: Random, x: number, y: number, wide: number, tall: number): string {
  let data = '';
  for (let t = 0.36; t < 0.92; t += 0.22) {
    if (random.chance(0.25)) continue;
    const [w, h] = [wide * 0.13, wide * 0.3];
    data += d`M${x - w / 2},${y - tall * t}v${-h}a${w / 2},${w / 2} 0 0 1 ${w},0v${h}Z`;
  }
  return data;
}
