import { mix } from '../palette/colour';
import type { Random } from '../random';
import type { Layer, Stage } from '../scene/stage';
import { d, path } from '../svg/markup';
import { groundAt } from './ground';
import { rock } from './rim';
import { blooms } from './blooms';

/** What grows at our feet: grass, stones, flowers if they were asked for. */
export const growth: Layer = (stage) => {
  const { plan } = stage;
  const bare = plan.styles.has('minimal') || plan.styles.has('neon');
  return bare ? '' : (COVER[plan.ground](stage) + (inFlower(stage) ? blooms(stage) : ''));
};

const inFlower = ({ plan }: Stage): boolean => plan.ground !== 'none' && plan.ground !== 'sand' && (plan.has('flowers') || (plan.has('meadow') && !plan.snowy));

const COVER: Readonly<Record<Stage['plan']['ground'], Layer>> = {
  none: () => '',
  sand: (stage) => stones(stage, 9),
  coast: (stage) => (stage.plan.snowy ? '' : grass(stage, 130, (random) => random.next() ** 4 * 0.04)),
  shore: (stage) => (stage.plan.snowy ? drifts(stage) : grass(stage, 420, (random) => random.next() ** 1.3)),
  meadow: (stage) => (stage.plan.snowy ? drifts(stage) : grass(stage, 420, (random) => random.next() ** 1.3)),
};

/** Blades of three greens; `nearness` says how far down the ground each one stands. */
function grass(stage: Stage, count: number, nearness: (random: Random) => number): string {
  const { width, height, horizon, unit, palette, plan } = stage;
  const at = groundAt(stage);
  const random = stage.random('grass');
  const lowest = horizon + (height - horizon) * (plan.ground === 'coast' ? 0.3 : 1);
  const tufts = ['', '', ''];
  for (let i = 0; i < count; i++) {
    const x = random.next() * width;
    const top = at(x);
    const t = nearness(random);
    const y = top + t * (height * 1.02 - top) + unit * 0.004;
    if (top < lowest) tufts[i % 3] += blade(random, x, y, unit * (0.013 + t * 0.06) * random.between(0.5, 1.3));
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
