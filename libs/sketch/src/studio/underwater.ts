import { type Colour, darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Random } from '../random';
import { fractal } from '../noise';
import { glow } from '../layers/glow';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path, rect } from '../svg/markup';
import { across, below, smooth } from '../svg/points';
import { type Swatches, swatches } from './swatches';

/** Light water, middle, deep, coral, second coral. */
const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#8fe3e0', '#2f9fc0', '#0f3f78', '#f0785a', '#f5c04f'],
  ['#a8ecd0', '#2a9a98', '#0a3f58', '#e8618a', '#f4a653'],
  ['#9fd8f4', '#3a78d0', '#1b2a78', '#f58a6b', '#b07ae0'],
];

/** Under the sea: shafts of light, a reef in the blue distance, fish in a loose shoal. */
export const underwater: Layer = (stage) => {
  const { width, height, defs } = stage;
  const [pale, middle, deep, coral, second] = swatches(stage, SETS);
  const night = stage.plan.time === 'night' ? 0.45 : 0;
  const water = rect(0, 0, width, height, defs.linear([[0, darken(pale, night)], [0.35, darken(middle, night)], [1, darken(deep, night)]]));
  return water + shafts(stage, pale) + reef(stage, mix(middle, deep, 0.5), deep) + shoal(stage, [coral, second, lighten(pale, 0.3)], middle) + garden(stage, [coral, second], deep) + bubbles(stage);
};

function shafts(stage: Stage, pale: Colour): string {
  const { width, height, unit, light, defs } = stage;
  const random = stage.random('shafts');
  const paint = defs.ramp(0, 0, 0, height * 0.85, [[0, lighten(pale, 0.6), 0.5], [1, pale, 0]]);
  let data = '';
  for (let i = 0; i < 8; i++) {
    const x = light.x + random.between(-0.5, 0.5) * width;
    const lean = (x - light.x) * 0.7 + random.between(-0.06, 0.06) * width;
    const wide = unit * random.between(0.015, 0.07);
    data += d`M${x},0h${wide}L${x + lean + wide * 3.2},${height * 0.85}h${-wide * 3.4}Z`;
  }
  return glow(stage, light.x, 0, width * 0.5, height * 0.5, '#ffffff', 0.55) + path(data, paint, { opacity: 0.34 });
}

function reef(stage: Stage, far: Colour, deep: Colour): string {
  const { width, height } = stage;
  return [0, 1, 2].map((i) => {
    const line = fractal(stage.random(`reef${i}`), 3);
    const points = across(width, 36, (x) => height * (0.9 + i * 0.045) - Math.abs(line((x / width) * (2.5 + i)) - 0.2) * height * (0.42 - i * 0.1));
    return path(below(smooth(points), width, height * 1.03, 36), mix(far, darken(deep, 0.25), 0.15 + i * 0.4), { opacity: 0.6 + i * 0.2 });
  }).join('');
}

function shoal(stage: Stage, colours: readonly Colour[], haze: Colour): string {
  const mention = stage.plan.mentions.find((candidate) => candidate.subject === 'fish');
  const own = mention?.colour ? [PAINTS[mention.colour], lighten(PAINTS[mention.colour], 0.25)] : colours;
  const count = Math.min(mention?.count ?? SHOAL, SHOAL);
  const random = stage.random('shoal');
  return Array.from({ length: count }, (_, i) => swimmer(stage, random, i, own[i % own.length] ?? haze, haze)).reverse().join('');
}

const SHOAL = 14;

/** The first swims large at the focus, the others farther off, nearly all the same way. */
function swimmer(stage: Stage, random: Random, index: number, colour: Colour, haze: Colour): string {
  const { width, height, unit, focus } = stage;
  const far = index / SHOAL;
  const [x, y] = index ? [width * random.between(0.08, 0.92), height * random.between(0.16, 0.74)] : [focus, height * 0.46];
  const size = unit * (index ? 0.13 * (1 - far * 0.78) : 0.2);
  const facing = (focus > width / 2 ? 1 : -1) * (random.chance(0.85) ? 1 : -1);
  const body = fish(stage, size, mix(colour, haze, far * 0.75), index < 4);
  return group({ transform: d`translate(${x} ${y}) rotate(${random.between(-9, 9)})` }, group({ transform: `scale(${-facing} 1)` }, body));
}

function fish({ defs }: Stage, s: number, colour: Colour, banded: boolean): string {
  const shape = d`M${-s * 0.5},0C${-s * 0.3},${-s * 0.34} ${s * 0.12},${-s * 0.32} ${s * 0.36},${-s * 0.04}Q${s * 0.4},0 ${s * 0.36},${s * 0.04}C${s * 0.12},${s * 0.3} ${-s * 0.3},${s * 0.32} ${-s * 0.5},0Z`;
  const fins = d`M${s * 0.3},0Q${s * 0.46},${-s * 0.2} ${s * 0.62},${-s * 0.24}Q${s * 0.52},0 ${s * 0.62},${s * 0.24}Q${s * 0.46},${s * 0.2} ${s * 0.3},0ZM${-s * 0.16},${-s * 0.24}Q${s * 0.06},${-s * 0.46} ${s * 0.24},${-s * 0.36}Q${s * 0.16},${-s * 0.22} ${s * 0.14},${-s * 0.16}ZM${-s * 0.06},${s * 0.22}Q${s * 0.08},${s * 0.42} ${s * 0.22},${s * 0.34}Q${s * 0.14},${s * 0.24} ${s * 0.12},${s * 0.16}Z`;
  const paint = defs.linear([[0, darken(colour, 0.12)], [0.5, colour], [1, lighten(colour, 0.5)]]);
  const bands = banded ? group({ 'clip-path': defs.clip(path(shape, '#000')) }, [-0.24, 0.02, 0.24].map((x) => path(d`M${x * s},${-s * 0.4}q${s * 0.08},${s * 0.4} 0,${s * 0.8}h${s * 0.075}q${s * 0.08},${-s * 0.4} 0,${-s * 0.8}Z`, '#fff8ec', { opacity: 0.8 })).join('')) : '';
  const eye = circle(-s * 0.34, -s * 0.05, s * 0.045, '#fff8ec') + circle(-s * 0.35, -s * 0.05, s * 0.026, '#10131c');
  return path(fins, darken(colour, 0.18)) + path(shape, paint) + bands + eye + path(d`M${-s * 0.12},${s * 0.04}q${s * 0.14},${s * 0.02} ${s * 0.16},${s * 0.13}q${-s * 0.14},${s * 0.01} ${-s * 0.16},${-s * 0.13}Z`, darken(colour, 0.22), { opacity: 0.8 });
}

/** Corals and weeds growing up from the lower corners. */
function garden(stage: Stage, colours: readonly Colour[], deep: Colour): string {
  const { width, height, unit } = stage;
  const random = stage.random('garden');
  let art = '';
  for (let i = 0; i < 15; i++) {
    const edge = random.next() ** 1.5 * 0.42;
    const x = width * (i % 2 ? edge : 1 - edge);
    const tall = unit * random.between(0.1, 0.3) * (1 - edge * 1.1);
    const colour = mix(i % 3 ? (colours[i % 2] ?? deep) : '#2f9a78', deep, 0.25 + edge * 0.6);
    art += path(i % 3 ? antler(random, x, height * 1.01, -90, tall * 0.4, tall * 0.13, 4) : weed(random, x, height * 1.02, tall * 1.5), colour);
  }
  return art;
}

function antler(random: Random, x: number, y: number, angle: number, long: number, thick: number, depth: number): string {
  if (!depth) return '';
  const turn = (angle * Math.PI) / 180;
  const [ex, ey] = [x + Math.cos(turn) * long, y + Math.sin(turn) * long];
  const [nx, ny] = [-Math.sin(turn) * thick * 0.5, Math.cos(turn) * thick * 0.5];
  const tip = 0.72;
  const limb = d`M${x + nx},${y + ny}L${ex + nx * tip},${ey + ny * tip}A${thick * 0.36},${thick * 0.36} 0 0 0 ${ex - nx * tip},${ey - ny * tip}L${x - nx},${y - ny}Z`;
  return limb + [-30, 26].map((bend) => antler(random, ex, ey, angle + bend * random.between(0.6, 1.3), long * 0.76, thick * tip, depth - 1)).join('');
}

function weed(random: Random, x: number, y: number, tall: number): string {
  const sway = tall * random.between(0.08, 0.16);
  return d`M${x - tall * 0.03},${y}C${x - sway},${y - tall * 0.3} ${x + sway * 1.4},${y - tall * 0.6} ${x},${y - tall}C${x + sway * 1.9},${y - tall * 0.6} ${x - sway * 0.4},${y - tall * 0.3} ${x + tall * 0.03},${y}Z`;
}

function bubbles(stage: Stage): string {
  const { width, height, unit, defs } = stage;
  const random = stage.random('bubbles');
  const film = defs.radial([[0, '#ffffff', 0.5], [0.25, '#ffffff', 0.08], [0.82, '#ffffff', 0.06], [0.95, '#ffffff', 0.5], [1, '#ffffff', 0]], 0.42, 0.38, 0.62);
  return Array.from({ length: 26 }, () => circle(random.next() * width, random.next() * height, unit * random.between(0.003, 0.014), film)).join('');
}
