import { darken, lighten, mix } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path } from '../svg/markup';
import { crown, pine } from './forest';

/** Dark trees close to us on both sides, which make the clearing a stage. */
export const framing: Layer = (stage) => {
  const { plan } = stage;
  if (!plan.forest || plan.ground === 'none' || plan.styles.has('minimal')) return '';
  return [0, 1].flatMap((side) => [0, 1, 2].map((i) => framingTree(stage, side, i))).join('');
};

function framingTree(stage: Stage, side: number, index: number): string {
  const { plan, width, height, unit, palette } = stage;
  const random = stage.random(`framing${side}${index}`);
  const x = width * (side ? 1.02 - index * 0.052 : -0.02 + index * 0.052) + random.between(-0.01, 0.01) * width;
  const tall = unit * (0.86 - index * 0.24) * random.between(0.85, 1.1);
  if (plan.season === 'autumn' && index) return crown(stage, random, x, height * 1.01, tall * 0.75, 0.02);
  return path(pine(random, x, height * 1.03, tall), mix(palette.tone('#1f3b3a'), palette.ink, 0.62));
}

const PETALLED = ['tree', 'flowers'] as const;
const LEAVED = ['tree', 'forest', 'leaves'] as const;

/** Petals or leaves carried by the wind, in the seasons that have them. */
export const drifting: Layer = (stage) => {
  const { plan, palette } = stage;
  if (plan.season === 'spring' && PETALLED.some(plan.has)) return scraps(stage, [0.2, 0.4, 0.6].map((share) => lighten(PAINTS.pink, share)));
  if (plan.season === 'autumn' && LEAVED.some(plan.has)) return scraps(stage, palette.foliage.map((colour) => darken(colour, 0.08)));
  return '';
};

function scraps({ width, height, unit, random: fork }: Stage, colours: readonly string[]): string {
  const random = fork('drifting');
  return Array.from({ length: 26 }, (_, i) => {
    const [x, y, size] = [random.next() * width, random.between(0.2, 0.98) * height, unit * random.between(0.004, 0.011)];
    const leaf = path(d`M${-size},0Q0,${-size} ${size},0Q0,${size} ${-size},0Z`, colours[i % colours.length] ?? '#ffffff', { opacity: 0.85 });
    return group({ transform: d`translate(${x} ${y}) rotate(${random.whole(0, 180)})` }, leaf);
  }).join('');
}

/** Sparks over a summer meadow at night. */
export const fireflies: Layer = ({ plan, width, height, unit, horizon, defs, random: fork }) => {
  if (plan.time !== 'night' || plan.season !== 'summer' || plan.ground !== 'meadow') return '';
  const random = fork('fireflies');
  const soft = defs.radial([[0, '#fff3b0', 0.95], [0.2, '#ffe27a', 0.5], [1, '#ffe27a', 0]]);
  return Array.from({ length: 30 }, () => circle(random.next() * width, random.between(horizon * 0.95, height), unit * random.between(0.006, 0.016), soft)).join('');
};
