import { type Colour, darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { circle, d, el, ellipse, group, path } from '../svg/markup';
import { groundAt } from './ground';

const MEADOW: readonly [Colour, ...Colour[]] = ['#e5533d', '#f4b942', '#f7f1e3', '#9a6fc0', '#ef8fae'];

/** A meadow in flower: specks far away, whole blossoms near by, drawn once each and set down many times. */
export function blooms(stage: Stage): string {
  const { width, height, unit, plan } = stage;
  const random = stage.random('blooms');
  const at = groundAt(stage);
  const said = plan.mentions.find((mention) => mention.subject === 'flowers')?.colour;
  const colours = said ? [PAINTS[said], lighten(PAINTS[said], 0.25), darken(PAINTS[said], 0.14), lighten(PAINTS[said], 0.5)] : pickThree(random);
  const kinds = colours.map((colour, i) => ({ id: `bloom${i}`, art: head(stage, colour, i) }));
  const count = plan.has('flowers') ? 190 : 110;
  const spots = Array.from({ length: count }, () => random.next() ** 1.35).sort((a, b) => a - b);
  let art = kinds.map(({ id, art: shape }) => group({ id }, shape)).join('');
  art = el('defs', {}, art);
  for (const t of spots) {
    const x = random.between(-0.02, 1.02) * width;
    const y = at(x) + (0.02 + t) * (height * 1.04 - at(x));
    const size = unit * (0.006 + t ** 1.6 * 0.042) * random.between(0.75, 1.25);
    art += stalk(stage, random, x, y, size, `bloom${random.whole(0, kinds.length - 1)}`);
  }
  return art;
}

function pickThree(random: Random): Colour[] {
  const start = random.whole(0, MEADOW.length - 1);
  return [0, 1, 2].map((i) => MEADOW[(start + i) % MEADOW.length] ?? MEADOW[0]);
}

function stalk(stage: Stage, random: Random, x: number, y: number, size: number, id: string): string {
  const { palette } = stage;
  const lean = size * random.between(-0.8, 0.8);
  const stem = path(d`M${x - lean - size * 0.09},${y + size * 4}Q${x},${y + size * 2} ${x - size * 0.05},${y}h${size * 0.12}Q${x + size * 0.1},${y + size * 2} ${x - lean + size * 0.09},${y + size * 4}Z`, palette.tone('#3f6b3d'));
  const bloom = el('use', { href: `#${id}`, transform: `translate(${Math.round(x)} ${Math.round(y)}) rotate(${random.whole(-24, 24)}) scale(${(size / 20).toFixed(3)})` });
  return size > stage.unit * 0.012 ? stem + bloom : bloom;
}

/** One blossom, twenty pixels across from middle to rim: cup, daisy or poppy. */
function head(stage: Stage, colour: Colour, kind: number): string {
  const { palette, plan } = stage;
  const own = plan.time === 'day' || plan.time === 'dawn' ? mix(colour, palette.tone(colour), 0.35) : mix(colour, palette.tone(colour), 0.55);
  if (kind % 3 === 0) return poppy(own);
  return kind % 3 === 1 ? daisy(own) : tulip(own);
}

function poppy(colour: Colour): string {
  return (
    path('M-20,-4C-24,-22 -2,-26 0,-14C2,-26 24,-22 20,-4C18,10 6,14 0,14C-6,14 -18,10 -20,-4Z', darken(colour, 0.12)) +
    path('M-19,-2C-20,-14 -6,-15 0,-6C6,-15 20,-14 19,-2C16,10 7,14 0,14C-7,14 -16,10 -19,-2Z', lighten(colour, 0.08)) +
    ellipse(0, 0, 5, 3.4, darken(colour, 0.6))
  );
}

function daisy(colour: Colour): string {
  const petals = Array.from({ length: 9 }, (_, i) => el('ellipse', { cx: 0, cy: -13, rx: 5, ry: 9, fill: i % 2 ? colour : darken(colour, 0.07), transform: `rotate(${i * 40})` }));
  return group({ transform: 'scale(1 .8)' }, ...petals, circle(0, 0, 6, lightOf(colour)));
}

const lightOf = (colour: Colour): Colour => mix('#f0b13c', darken(colour, 0.4), 0.2);

function tulip(colour: Colour): string {
  return (
    path('M-12,-16C-16,6 -8,14 0,14C8,14 16,6 12,-16L5,-8L0,-18L-5,-8Z', colour) +
    path('M0,-18C-7,-6 -7,6 0,14C7,6 7,-6 0,-18Z', lighten(colour, 0.16))
  );
}
