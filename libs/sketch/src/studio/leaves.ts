import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { d, group, path, rect, stroke } from '../svg/markup';
import { glow } from '../layers/glow';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#efe7d6', '#2f4f3e', '#4c7a5a', '#8fae80', '#d68d5c'],
  ['#f3ebe2', '#31524f', '#6a9a8c', '#b9c9a0', '#c9748a'],
  ['#16241f', '#2f6b52', '#5aa07a', '#a8d0a0', '#e3b36a'],
];
const AUTUMN: readonly [Swatches] = [['#f3e8d4', '#a8442f', '#d07a34', '#e3ac4a', '#6b4a34']];

/** A herbarium laid out by hand: sprigs from the edges inwards, the middle left to breathe. */
export const leaves: Layer = (stage) => {
  const { width, height, unit, defs, plan } = stage;
  const colours = swatches(stage, plan.season === 'autumn' && plan.mentions.length ? AUTUMN : SETS);
  const [ground] = colours;
  const random = stage.random('leaves');
  const table = rect(0, 0, width, height, defs.linear([[0, lighten(ground, 0.12)], [1, darken(ground, 0.1)]], 0.8, 1)) + glow(stage, width * 0.42, height * 0.4, width * 0.6, height * 0.5, lighten(ground, 0.5), 0.5);
  const count = plan.styles.has('minimal') ? 3 : 11;
  const start = random.next() * Math.PI * 2;
  const sprigs = Array.from({ length: count }, (_, i) => {
    const turn = start + (i / count) * Math.PI * 2 + random.between(-0.2, 0.2);
    const [x, y] = [width * (0.5 + Math.cos(turn) * 0.6), height * (0.5 + Math.sin(turn) * 0.6)];
    const inward = (Math.atan2(height / 2 - y, width / 2 - x) * 180) / Math.PI + random.between(-34, 34);
    const size = unit * random.between(0.4, 0.62) * (plan.styles.has('minimal') ? 1.35 : 1);
    const colour = colours[1 + ((i * 3 + random.whole(0, 1)) % 4)] ?? colours[1];
    return group({ transform: d`translate(${x} ${y}) rotate(${inward})` }, random.pick(SPRIGS)(stage, random, size, colour));
  });
  return table + sprigs.join('');
};

type Sprig = (stage: Stage, random: Random, size: number, colour: Colour) => string;

const SPRIGS: readonly [Sprig, ...Sprig[]] = [single, eucalyptus, fern, single, eucalyptus];

function blade(long: number, wide: number): string {
  return d`M0,0C${long * 0.25},${-wide} ${long * 0.7},${-wide * 0.85} ${long},0C${long * 0.7},${wide * 0.85} ${long * 0.25},${wide} 0,0Z`;
}

function leaf(stage: Stage, long: number, wide: number, colour: Colour): string {
  const shape = blade(long, wide);
  const halves = stage.defs.linear([[0, lighten(colour, 0.2)], [0.495, colour], [0.505, darken(colour, 0.2)], [1, darken(colour, 0.04)]]);
  const shade = path(shape, '#1d1a10', { opacity: 0.13, transform: d`translate(${long * 0.02} ${long * 0.045})` }) + path(shape, '#1d1a10', { opacity: 0.1, transform: d`translate(${long * 0.035} ${long * 0.08})` });
  return shade + path(shape, halves);
}

/** One large leaf with its veins. */
function single(stage: Stage, random: Random, size: number, colour: Colour): string {
  const wide = size * random.between(0.24, 0.34);
  let veins = d`M0,0L${size * 0.96},0`;
  for (let k = 1; k < 9; k++) {
    const x = (k / 9) * size * 0.92;
    const reach = wide * 0.72 * Math.sin((k / 9.5) * Math.PI) ** 0.7;
    veins += d`M${x},0Q${x + reach * 0.4},${-reach * 0.5} ${x + reach * 0.95},${-reach}M${x},0Q${x + reach * 0.4},${reach * 0.5} ${x + reach * 0.95},${reach}`;
  }
  return leaf(stage, size, wide, colour) + stroke(veins, lighten(colour, 0.55), size * 0.0045, { opacity: 0.5 });
}

/** Round leaves in pairs along a thin stem. */
function eucalyptus(stage: Stage, random: Random, size: number, colour: Colour): string {
  const stem = stroke(d`M0,0Q${size * 0.5},${-size * 0.06} ${size * 1.1},0`, mix(colour, '#4a3424', 0.5), size * 0.011);
  let art = stem;
  for (let k = 0; k < 8; k++) {
    const t = (k + 0.6) / 8;
    const long = size * (0.27 - t * 0.13) * random.between(0.9, 1.1);
    const [x, y] = [t * size * 1.08, -size * 0.06 * Math.sin(t * Math.PI) * 0.5];
    for (const side of [-1, 1]) {
      art += group({ transform: d`translate(${x} ${y}) rotate(${side * random.between(42, 66)})` }, leaf(stage, long, long * 0.42, mix(colour, lighten(colour, 0.3), t)));
    }
  }
  return art + group({ transform: d`translate(${size * 1.08} 0)` }, leaf(stage, size * 0.13, size * 0.05, lighten(colour, 0.2)));
}

/** A fern: many narrow leaflets, shorter towards the tip. */
function fern(stage: Stage, random: Random, size: number, colour: Colour): string {
  const bend = random.between(-0.16, 0.16) * size;
  let data = '';
  let shade = '';
  for (let k = 0; k < 22; k++) {
    const t = k / 22;
    const [x, y] = [t * size * 1.1, bend * t * t];
    const long = size * 0.3 * Math.sin((0.16 + t * 0.84) * Math.PI) ** 0.8 * (1 - t * 0.35);
    for (const side of [-1, 1]) {
      const frond = (dx: number, dy: number) => d`M${x + dx},${y + dy}q${long * 0.32},${side * long * 0.3} ${long * 0.62},${side * long}q${-long * 0.44},${-side * long * 0.3} ${-long * 0.72},${-side * long * 0.92}Z`;
      data += frond(0, 0);
      shade += frond(size * 0.012, size * 0.026);
    }
  }
  const stem = stroke(d`M0,0Q${size * 0.55},0 ${size * 1.1},${bend}`, darken(colour, 0.25), size * 0.009);
  return path(shade, '#1d1a10', { opacity: 0.15 }) + path(data, stage.defs.linear([[0, lighten(colour, 0.14)], [1, darken(colour, 0.12)]])) + stem;
}
