import { mix, lighten, darken } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { circle, d, group, path } from '../svg/markup';
import { crown, pine } from './forest';
import { groundAt, rock } from './ground';
import { blooms } from './blooms';

/** What grows at our feet: grass, stones, flowers if they were asked for. */
export const growth: Layer = (stage) => {
  const { plan } = stage;
  if (plan.ground === 'none' || plan.styles.has('minimal') || plan.styles.has('neon')) return '';
  if (plan.ground === 'sand') return stones(stage, 9);
  const flowers = plan.has('flowers') || (plan.has('meadow') && !plan.snowy);
  return (plan.snowy ? (plan.ground === 'coast' ? '' : drifts(stage)) : grass(stage)) + (flowers ? blooms(stage) : '');
};

function grass(stage: Stage): string {
  const { width, height, unit, palette, plan } = stage;
  const at = groundAt(stage);
  const random = stage.random('grass');
  const lush = plan.ground === 'coast' ? 130 : 420;
  const tufts = ['', '', ''];
  for (let i = 0; i < lush; i++) {
    const x = random.next() * width;
    const top = at(x);
    const t = plan.ground === 'coast' ? random.next() ** 4 * 0.04 : random.next() ** 1.3;
    const y = top + t * (height * 1.02 - top) + unit * 0.004;
    if (top < stage.horizon + (height - stage.horizon) * (plan.ground === 'coast' ? 0.3 : 1)) tufts[i % 3] += blade(random, x, y, unit * (0.013 + t * 0.06) * random.between(0.5, 1.3));
  }
  const green = palette.tone(mix(palette.local.grass, palette.foliage[0], 0.6));
  const shades = [mix(green, palette.ink, 0.5), mix(green, palette.ink, 0.25), mix(green, palette.light, plan.time === 'day' ? 0.16 : 0.03)];
  return tufts.map((data, i) => path(data, shades[i] ?? green, { opacity: 0.8 })).join('');
}

function blade(random: Random, x: number, y: number, tall: number): string {
  const lean = tall * random.between(-0.35, 0.35);
  return d`M${x - tall * 0.05},${y}Q${x},${y - tall * 0.6} ${x + lean},${y - tall}Q${x + tall * 0.05},${y - tall * 0.5} ${x + tall * 0.05},${y}Z`;
}

function stones(stage: Stage, count: number): string {
  const { width, height, unit, palette } = stage;
  const at = groundAt(stage);
  const random = stage.random('stones');
  let data = '';
  for (let i = 0; i < count; i++) {
    const x = random.next() * width;
    const y = at(x) + random.between(0.05, 0.9) * (height - at(x));
    data += rock(random, x, y, unit * random.between(0.006, 0.02));
  }
  return path(data, mix(palette.tone('#8a5a3f'), palette.ink, 0.3), { opacity: 0.8 });
}

/** Blue hollows in the snow. */
function drifts(stage: Stage): string {
  const { width, height, unit, palette, defs } = stage;
  const at = groundAt(stage);
  const random = stage.random('drifts');
  const shade = defs.linear([[0, palette.sky[1], 0.34], [1, palette.sky[1], 0]]);
  let art = '';
  for (let i = 0; i < 7; i++) {
    const x = random.next() * width;
    const y = at(x) + random.between(0.12, 0.8) * Math.max(0, height - at(x));
    const long = unit * random.between(0.2, 0.5);
    art += path(d`M${x - long},${y + unit * 0.02}Q${x - long * 0.2},${y - unit * 0.035} ${x + long},${y}Q${x},${y + unit * 0.03} ${x - long},${y + unit * 0.02}Z`, shade);
  }
  return art;
}

/** Dark trees close to us on both sides, which make the clearing a stage. */
export const framing: Layer = (stage) => {
  const { plan, width, height, unit, palette } = stage;
  if (!plan.forest || plan.ground === 'none' || plan.styles.has('minimal')) return '';
  const random = stage.random('framing');
  const dark = mix(palette.tone('#1f3b3a'), palette.ink, 0.62);
  let pines = '';
  let leafy = '';
  for (const side of [0, 1]) {
    for (let i = 0; i < 3; i++) {
      const x = width * (side ? 1.02 - i * 0.052 : -0.02 + i * 0.052) + random.between(-0.01, 0.01) * width;
      const tall = unit * (0.86 - i * 0.24) * random.between(0.85, 1.1);
      if (plan.season === 'autumn' && i) leafy += crown(stage, random, x, height * 1.01, tall * 0.75, 0.02);
      else pines += pine(random, x, height * 1.03, tall);
    }
  }
  return path(pines, dark) + leafy;
};

/** Petals or leaves carried by the wind, in the seasons that have them. */
export const drifting: Layer = (stage) => {
  const { plan, width, height, unit, palette } = stage;
  const petals = plan.season === 'spring' && (plan.has('tree') || plan.has('flowers'));
  const leaves = plan.season === 'autumn' && (plan.forest || plan.has('tree') || plan.has('leaves'));
  if (!petals && !leaves) return '';
  const random = stage.random('drifting');
  let art = '';
  for (let i = 0; i < 26; i++) {
    const [x, y, size] = [random.next() * width, random.between(0.2, 0.98) * height, unit * random.between(0.004, 0.011)];
    const colour = petals ? lighten(PAINTS.pink, random.between(0.2, 0.6)) : darken(random.pick(palette.foliage), random.next() * 0.2);
    const leaf = path(d`M${-size},0Q0,${-size} ${size},0Q0,${size} ${-size},0Z`, colour, { opacity: 0.85 });
    art += group({ transform: d`translate(${x} ${y}) rotate(${random.whole(0, 180)})` }, leaf);
  }
  return art;
};

/** Sparks over a summer meadow at night. */
export const fireflies: Layer = (stage) => {
  const { plan, width, height, unit, horizon } = stage;
  if (plan.time !== 'night' || plan.season !== 'summer' || plan.ground !== 'meadow') return '';
  const random = stage.random('fireflies');
  const soft = stage.defs.radial([[0, '#fff3b0', 0.95], [0.2, '#ffe27a', 0.5], [1, '#ffe27a', 0]]);
  return Array.from({ length: 30 }, () => circle(random.next() * width, random.between(horizon * 0.95, height), unit * random.between(0.006, 0.016), soft)).join('');
};
