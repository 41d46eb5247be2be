import { type Colour, darken, lighten, mix } from '../palette/colour';
import type { Layer, Stage } from '../scene/stage';
import { circle, ellipse, rect } from '../svg/markup';
import { glow } from '../layers/glow';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#ece2d8', '#dd6145', '#2f5d62', '#efbc4a', '#274690'],
  ['#dfe6e4', '#2a8f86', '#e98f5a', '#f3d9b0', '#23395b'],
  ['#efdfe2', '#b8476b', '#f2a65a', '#6a5aa8', '#f6e7d8'],
  ['#1c2230', '#5f7df0', '#e2648f', '#f3c45e', '#4fb8a8'],
];

interface Ball {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly colour: Colour;
}

/** Polished balls on a pale table, lit from the upper left, each with its shadow and a little of the table's light below. */
export const spheres: Layer = (stage) => {
  const { width, height, unit, defs, plan } = stage;
  const colours = swatches(stage, SETS);
  const [ground] = colours;
  const random = stage.random('spheres');
  const table = height * 0.6;
  const wall = rect(0, 0, width, height, defs.linear([[0, lighten(ground, 0.2)], [1, darken(ground, 0.08)]], 1, 1));
  const desk = rect(0, table, width, height - table, defs.linear([[0, lighten(ground, 0.36)], [0.1, lighten(ground, 0.2)], [1, darken(ground, 0.2)]]));
  const light = glow(stage, width * 0.3, height * 0.25, unit * 0.9, unit * 0.7, '#ffffff', 0.4);
  const floor = height * 0.78;
  const asked = plan.mentions.find((mention) => mention.subject === 'spheres')?.count ?? 6;
  const sizes = [0.2, 0.145, 0.088, 0.07, 0.056, 0.044, 0.036, 0.03, 0.026].slice(0, Math.min(asked, 9));
  const places = [-0.14, 0.17, 0.005, 0.335, -0.36, 0.24, -0.05, -0.28, 0.1];
  const order = random.whole(0, 3);
  const side = random.sign();
  const balls = sizes.map((size, i): Ball => {
    const r = unit * size * random.between(0.93, 1.07);
    const front = unit * (0.2 - size) * 0.55;
    return { x: width / 2 + side * unit * (places[i] ?? 0), y: floor - r + front, r, colour: colours[1 + ((i + order) % 4)] ?? ground };
  });
  return wall + light + desk + balls.map((ball) => shadow(stage, ball)).join('') + balls.map((ball) => one(stage, ball, ground)).join('');
};

function shadow({ defs }: Stage, { x, y, r }: Ball): string {
  const soft = defs.radial([[0, '#2a1512', 0.55], [0.45, '#2a1512', 0.28], [1, '#2a1512', 0]]);
  return ellipse(x + r * 0.42, y + r * 0.93, r * 1.5, r * 0.36, soft) + ellipse(x + r * 0.06, y + r * 0.97, r * 0.75, r * 0.14, soft);
}

function one({ defs }: Stage, { x, y, r, colour }: Ball, ground: Colour): string {
  const body = defs.radial([[0, lighten(colour, 0.5)], [0.3, lighten(colour, 0.06)], [0.62, darken(colour, 0.22)], [0.9, darken(colour, 0.62)], [1, darken(colour, 0.5)]], 0.34, 0.3, 0.74);
  const bounce = defs.radial([[0.62, mix(ground, colour, 0.3), 0], [0.95, mix(ground, colour, 0.3), 0.5], [1, mix(ground, colour, 0.3), 0.2]], 0.46, 0.34, 0.66);
  const shine = defs.radial([[0, '#ffffff', 0.95], [0.4, '#ffffff', 0.5], [1, '#ffffff', 0]]);
  return circle(x, y, r, body) + circle(x, y, r, bounce) + ellipse(x - r * 0.36, y - r * 0.46, r * 0.26, r * 0.17, shine, { transform: `rotate(-38 ${Math.round(x - r * 0.36)} ${Math.round(y - r * 0.46)})` });
}
