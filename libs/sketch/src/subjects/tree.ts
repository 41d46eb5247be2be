import { type Colour, darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Random } from '../random';
import type { Stage } from '../scene/stage';
import { circle, d, ellipse, group, path } from '../svg/markup';
import type { Spot } from './spot';

/** One great tree: a forked trunk under a crown of many small heads of leaves, dark below and lit on the side of the light. */
export function tree(stage: Stage, { x, y, size, colour }: Spot): string {
  const { palette, light, plan } = stage;
  const random = stage.random('tree');
  const bark = mix(palette.tone(palette.local.wood), palette.ink, 0.4);
  const side = light.x < x ? -1 : 1;
  const bare = plan.season === 'winter' && !colour;
  const leaf = colour ?? leafOf(stage, random);
  const shade = ellipse(x - side * size * 0.2, y + size * 0.01, size * 0.5, size * 0.035, palette.ink, { opacity: 0.3 });
  const boughs = path(trunk(x, y, size), bark) + path(branches(random, x, y - size * 0.36, -90, size * 0.26, size * 0.035, bare ? 5 : 3), bark);
  return group({}, shade, boughs, bare && !plan.snowy ? '' : leaves(stage, random, x, y, size, mix(palette.tone(leaf), leaf, 0.3), side, bare ? 0.35 : 1));
}

function leafOf({ palette, plan }: Stage, random: Random): Colour {
  if (plan.season === 'spring') return PAINTS.pink;
  return plan.snowy ? palette.local.snow : random.pick(palette.foliage);
}

function trunk(x: number, y: number, s: number): string {
  return d`M${x - s * 0.075},${y + s * 0.02}Q${x - s * 0.03},${y - s * 0.03} ${x - s * 0.028},${y - s * 0.2}L${x - s * 0.026},${y - s * 0.42}H${x + s * 0.026}L${x + s * 0.03},${y - s * 0.2}Q${x + s * 0.034},${y - s * 0.03} ${x + s * 0.085},${y + s * 0.02}Z`;
}

function branches(random: Random, x: number, y: number, angle: number, long: number, thick: number, depth: number): string {
  if (!depth) return '';
  const turn = (angle * Math.PI) / 180;
  const [dx, dy] = [Math.cos(turn) * long, Math.sin(turn) * long];
  const [nx, ny] = [-Math.sin(turn) * thick * 0.5, Math.cos(turn) * thick * 0.5];
  const limb = d`M${x + nx},${y + ny}L${x + dx + nx * 0.4},${y + dy + ny * 0.4}L${x + dx - nx * 0.4},${y + dy - ny * 0.4}L${x - nx},${y - ny}Z`;
  const forks = [-34, 30, -6].slice(0, depth > 3 ? 3 : 2).map((bend) => branches(random, x + dx, y + dy, angle + bend * random.between(0.7, 1.3), long * random.between(0.6, 0.8), thick * 0.6, depth - 1));
  return limb + forks.join('');
}

function leaves(stage: Stage, random: Random, x: number, y: number, size: number, leaf: string, side: number, amount: number): string {
  const { palette, defs } = stage;
  const rows = [
    { colour: darken(mix(leaf, palette.ink, 0.3), 0.14), count: 26, dx: -side * 0.05, dy: 0.05, spread: 1 },
    { colour: leaf, count: 34, dx: 0, dy: 0, spread: 0.95 },
    { colour: lighten(mix(leaf, palette.light, 0.24), 0.06), count: 22, dx: side * 0.07, dy: -0.06, spread: 0.72 },
  ];
  return rows.map(({ colour, count, dx, dy, spread }) => {
    const paint = defs.radial([[0, lighten(colour, 0.08)], [1, colour]], side < 0 ? 0.3 : 0.7, 0.3, 0.7);
    let heads = '';
    for (let i = 0; i < count * amount; i++) {
      const turn = random.next() * 6.283;
      const away = Math.sqrt(random.next()) * spread;
      heads += circle(x + (Math.cos(turn) * away * 0.36 + dx) * size, y - size * 0.68 + (Math.sin(turn) * away * 0.25 + dy) * size, size * random.between(0.05, 0.105), paint);
    }
    return heads;
  }).join('');
}
