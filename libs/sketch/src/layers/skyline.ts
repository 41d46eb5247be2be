import { type Colour, lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { d, path } from '../svg/markup';
import { glow } from './glow';
import { mist } from './ridges';

const ROWS = 4;

/** A town in rows: pale blocks far off, dark ones with lit windows near by. */
export const skyline: Layer = (stage) => {
  const { width, height, horizon, palette, plan } = stage;
  const lamps = plan.time === 'night' ? mix('#ff9d5c', palette.sky[3], 0.35) : palette.light;
  let art = glow(stage, width - stage.focus, horizon, width * 0.7, height * 0.4, lamps, plan.time === 'day' ? 0.1 : 0.5);
  for (let row = 0; row < ROWS; row++) art += blocks(stage, row) + (row < ROWS - 1 ? streetlight(stage, row, lamps) : '');
  return art;
};

/** What the streets between two rows throw up into the air. */
function streetlight(stage: Stage, row: number, lamps: Colour): string {
  const { width, height, horizon, plan } = stage;
  const y = horizon + (plan.water === 'none' ? (height - horizon) * (row / ROWS) * 0.6 : 0);
  const strength = plan.time === 'day' ? 0.12 : plan.time === 'night' ? 0.34 : 0.42;
  return mist(stage, row / ROWS) + glow(stage, width * (0.35 + 0.15 * row), y, width * 0.7, height * 0.16, lamps, strength);
}

function blocks(stage: Stage, row: number): string {
  const { width, height, horizon, palette, defs, unit } = stage;
  const random = stage.random(`blocks${row}`);
  const near = row / (ROWS - 1);
  const foot = horizon + height * 0.01 + (stage.plan.water === 'none' ? (height - horizon) * near : 0);
  const windows = ['', '', ''];
  let shape = '';
  for (let x = -unit * 0.05; x < width * 1.02; ) {
    const wide = unit * random.between(0.045, 0.1) * (0.75 + near * 0.4);
    const middle = 1 - Math.abs((x + wide / 2) / width - (1 - stage.focus / width)) * 1.1;
    const tall = Math.min(height * 0.6, unit * 0.75) * (random.between(0.14, 0.6) * middle ** 1.4 + 0.08) * (1.12 - near * 0.42);
    shape += tower(random, x, foot, wide, tall);
    if (row) light(stage, random, windows, x, foot - tall, wide, tall);
    x += wide + unit * random.between(-0.012, 0.022);
  }
  const body = mix(mix(palette.sky[2], palette.sky[1], 0.5), palette.ink, 0.22 + near * 0.68);
  const paint = defs.ramp(0, foot - height * 0.45, 0, foot, [[0, body], [1, mix(body, palette.haze, 0.42 * (1 - near))]]);
  return path(shape, paint) + windows.map((data, i) => (data ? path(data, glass(stage, i), { opacity: (0.5 + 0.25 * i) * (0.5 + near * 0.5) }) : '')).join('');
}

function tower(random: Random, x: number, foot: number, wide: number, tall: number): string {
  const top = foot - tall;
  const step = wide * 0.22;
  const ends = foot + tall;
  const block = d`M${x},${ends}V${top}h${wide}V${ends}Z`;
  const kind = random.whole(0, 7);
  if (kind === 0) return block + d`M${x + step},${top}v${-step * 1.2}h${wide - step * 2}v${step * 1.2}ZM${x + wide * 0.47},${top - step}v${-wide * 0.9}h${wide * 0.06}v${wide * 0.9}Z`;
  if (kind === 1) return block + d`M${x},${top + 1}L${x + wide},${top + 1}V${top - wide * 0.4}Z`;
  if (kind === 2) return block + d`M${x + wide * 0.1},${top + 1}L${x + wide / 2},${top - wide * 1.1}L${x + wide * 0.9},${top + 1}Z`;
  if (kind === 3) return block + d`M${x + step},${top + 1}v${-step}h${step * 0.9}v${step}ZM${x + wide - step * 1.6},${top + 1}v${-step * 0.7}h${step}v${step * 0.7}Z`;
  if (kind === 4) return block + d`M${x},${top + 1}A${wide / 2},${wide * 0.4} 0 0 1 ${x + wide},${top + 1}Z`;
  return block;
}

function light(stage: Stage, random: Random, windows: string[], x: number, top: number, wide: number, tall: number): void {
  const { unit, plan } = stage;
  const pitch = unit * 0.0125;
  const lit = plan.time === 'day' ? 0.14 : plan.time === 'night' ? 0.5 : 0.36;
  const columns = Math.floor((wide - pitch * 0.8) / pitch);
  const margin = (wide - columns * pitch) / 2 + pitch * 0.24;
  const rows = Math.min(34, Math.floor(tall / (pitch * 1.35)) - 1);
  const busy = lit * random.between(0.35, 1.5);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!random.chance(busy)) continue;
      const shade = Math.min(2, Math.floor(random.next() ** 1.6 * 3));
      windows[shade] += d`M${x + margin + column * pitch},${top + pitch * (1 + row * 1.35)}h${pitch * 0.52}v${pitch * 0.74}h${-pitch * 0.52}Z`;
    }
  }
}

function glass({ palette, plan }: Stage, shade: number): Colour {
  if (plan.time === 'day') return lighten(palette.sky[1], 0.5);
  if (plan.styles.has('neon')) return ['#ff6ad5', '#6af0ff', '#ffe27a'][shade] ?? '#ffe27a';
  return ['#f9a65a', '#ffc873', '#ffe6ad'][shade] ?? '#ffe6ad';
}
