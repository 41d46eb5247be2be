import { type Colour, lighten, mix } from '../palette/colour';
import { fractal } from '../noise';
import { glow } from '../layers/glow';
import type { Layer, Stage } from '../scene/stage';
import { d, el, group, rect } from '../svg/markup';
import { type Point, smoothLoop } from '../svg/points';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#fff1d6', '#f6a55c', '#e4694c', '#a8344a', '#3a1730'],
  ['#e4f5ee', '#86d6c4', '#2f9f93', '#136066', '#07262f'],
  ['#f3ecff', '#b9a2ee', '#7a5ccf', '#43308f', '#160f3f'],
  ['#fdf0e2', '#f2b8a2', '#c9788a', '#75507f', '#2a2347'],
  ['#eaf4fb', '#92c5e6', '#4589c0', '#23528c', '#0c1f42'],
];

const SHEETS = 7;

/** Sheets of paper cut to a hollow, one under the other, with a light at the bottom. */
export const paper: Layer = (stage) => {
  const { width, height, unit, defs } = stage;
  const colours = swatches(stage, SETS);
  const random = stage.random('paper');
  const [x, y] = [width * random.between(0.44, 0.56), height * random.between(0.5, 0.58)];
  const shadow = defs.filter('x="-5%" y="-5%" width="110%" height="110%"', el('feDropShadow', { dx: 0, dy: unit * 0.01, stdDeviation: unit * 0.013, 'flood-color': '#10040a', 'flood-opacity': '.5' }));
  const floor = colours[4];
  const lamp = mix('#ffdf9a', colours[1], 0.25);
  const bottom = rect(0, 0, width, height, floor) + glow(stage, x, y, unit * 0.34, unit * 0.34, lamp, 0.95) + glow(stage, x, y, unit * 0.14, unit * 0.12, '#fff8e0', 1);
  const sheets = Array.from({ length: SHEETS }, (_, i) => {
    const t = 1 - i / (SHEETS - 1);
    return sheet(stage, i, x, y, shadeAt(colours, t), shadow);
  });
  return bottom + sheets.join('');
};

/** From the darkest sheet at the bottom (1) to the palest on top (0). */
function shadeAt(colours: Swatches, t: number): Colour {
  const place = Math.min(3.999, t * 3.55);
  return mix(colours[Math.floor(place)] ?? colours[0], colours[Math.floor(place) + 1] ?? colours[4], place % 1);
}

function sheet(stage: Stage, index: number, x: number, y: number, colour: Colour, shadow: string): string {
  const { width, height, unit, defs } = stage;
  const line = fractal(stage.random(`sheet${index}`), 3);
  const open = (0.13 + 0.93 * (index / (SHEETS - 1)) ** 1.15) * 0.62;
  const stretch = [0.5 * (width / unit + 1), 0.5 * (height / unit + 1)] as const;
  const points: Point[] = Array.from({ length: 60 }, (_, i) => {
    const turn = (i / 60) * Math.PI * 2;
    const wobble = 0.62 + 0.7 * (line(Math.cos(turn) * 1.3 + 5) * 0.5 + line(Math.sin(turn) * 1.3 + 21) * 0.5);
    return [x + Math.cos(turn) * open * wobble * unit * stretch[0], y + Math.sin(turn) * open * wobble * unit * stretch[1]] as const;
  });
  const margin = unit * 0.1;
  const frame = d`M${-margin},${-margin}H${width + margin}V${height + margin}H${-margin}Z`;
  const paint = defs.ramp(0, 0, 0, height, [[0, lighten(colour, 0.12)], [1, mix(colour, '#20060f', 0.06)]]);
  return group({ filter: shadow }, el('path', { d: frame + smoothLoop(points), 'fill-rule': 'evenodd', fill: paint }));
}
