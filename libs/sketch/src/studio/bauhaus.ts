import type { Colour } from '../palette/colour';
import type { Random } from '../random';
import type { Layer } from '../scene/stage';
import { circle, d, group, path, rect } from '../svg/markup';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#f3ead7', '#d1442f', '#1f3a5f', '#e9b44c', '#1b1a1a'],
  ['#f7f3ea', '#e4694c', '#22718f', '#f5a462', '#243f4d'],
  ['#efe9df', '#2f6b5a', '#e0a03a', '#b8432f', '#22302b'],
  ['#f6efe8', '#7a4f9a', '#f08a6b', '#f4c95d', '#2a2140'],
];

/** A grid of plain shapes, each cell its own small composition. */
export const bauhaus: Layer = (stage) => {
  const { width, height, unit, plan } = stage;
  const colours = swatches(stage, SETS);
  const random = stage.random('bauhaus');
  const across = plan.styles.has('minimal') ? 3 : Math.max(3, Math.round((width / unit) * random.whole(4, 5)));
  const side = width / across;
  const down = Math.ceil(height / side);
  const top = (height - down * side) / 2;
  let art = rect(0, 0, width, height, colours[0]);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) art += cell(random, colours, column * side, top + row * side, side);
  }
  return art;
};

type Shape = (s: number, fill: Colour, ground: Colour) => string;

const SHAPES: readonly [Shape, ...Shape[]] = [
  (s, fill) => circle(s / 2, s / 2, s * 0.4, fill),
  (s, fill) => path(d`M0,0H${s}A${s},${s} 0 0 1 0,${s}Z`, fill),
  (s, fill) => path(d`M0,0H${s}L0,${s}Z`, fill),
  (s, fill) => [0, 0.4, 0.8].map((y) => rect(0, y * s, s, s * 0.2, fill)).join(''),
  (s, fill, ground) => circle(s / 2, s / 2, s * 0.44, fill) + circle(s / 2, s / 2, s * 0.22, ground),
  (s, fill) => path(d`M0,${s}A${s / 2},${s / 2} 0 0 1 ${s},${s}Z`, fill),
  (s, fill) => path(d`M0,${s / 2}A${s / 2},${s / 2} 0 0 1 ${s},${s / 2}ZM0,${s}A${s / 2},${s / 2} 0 0 1 ${s},${s}Z`, fill),
  (s, fill, ground) => path(d`M0,0A${s},${s} 0 0 1 ${s},${s}H0Z`, fill) + path(d`M0,${s / 2}A${s / 2},${s / 2} 0 0 1 ${s / 2},${s}H0Z`, ground),
  (s, fill) => path(d`M${s / 2},0L${s},${s / 2}L${s / 2},${s}L0,${s / 2}Z`, fill),
  (s, fill) => path(d`M0,${s}A${s},${s} 0 0 1 ${s},0A${s},${s} 0 0 1 0,${s}Z`, fill),
];

function cell(random: Random, colours: Swatches, x: number, y: number, side: number): string {
  const [paper, ...inks] = colours;
  const ground = random.chance(0.5) ? paper : random.pick(inks);
  const others = colours.filter((colour) => colour !== ground);
  const fill = others[random.whole(0, others.length - 1)] ?? paper;
  const turn = random.whole(0, 3) * 90;
  const shape = random.pick(SHAPES)(side, fill, ground);
  const half = side / 2;
  return rect(x, y, side + 0.6, side + 0.6, ground) + group({ transform: d`translate(${x} ${y}) rotate(${turn} ${half} ${half})` }, shape);
}
