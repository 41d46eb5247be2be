import { mix } from '../palette/colour';
import type { Layer } from '../scene/stage';
import { circle, group, rect } from '../svg/markup';
import { glow } from '../layers/glow';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#0c1626', '#ffb054', '#ff6a54', '#78c8ff', '#ffe0a0'],
  ['#160f2a', '#f07ab8', '#9682ff', '#6fd8e8', '#ffd9a0'],
  ['#0c1f1c', '#7fe0a8', '#ffe08a', '#4fb8b0', '#f6ffe0'],
];

/** Lights of an evening, far out of focus. */
export const bokeh: Layer = (stage) => {
  const { width, height, unit, defs } = stage;
  const [ground, ...lights] = swatches(stage, SETS);
  const random = stage.random('bokeh');
  const back = rect(0, 0, width, height, defs.linear([[0, ground], [0.55, mix(ground, lights[0], 0.16)], [1, mix(ground, '#000000', 0.4)]], 0.4, 1));
  const air = glow(stage, width * random.between(0.3, 0.7), height * 0.62, width * 0.6, height * 0.4, lights[0], 0.32);
  const paints = lights.map((colour) => defs.radial([[0, colour, 0.3], [0.8, colour, 0.32], [0.93, colour, 0.55], [1, colour, 0]]));
  const discs = Array.from({ length: 84 }, (_, i) => {
    const depth = random.next();
    const r = unit * (0.016 + depth ** 2 * 0.1);
    const y = height * (0.6 + (random.next() + random.next() - 1) * 0.46);
    return circle(random.between(-0.03, 1.03) * width, y, r, paints[i % paints.length] ?? '#fff', { opacity: random.between(0.35, 1) * (1 - depth * 0.3) });
  });
  const sparks = Array.from({ length: 60 }, () => circle(random.next() * width, height * (0.6 + (random.next() + random.next() - 1) * 0.4), unit * random.between(0.0012, 0.004), '#fff7e0', { opacity: random.between(0.3, 0.9) }));
  return back + air + group({ style: 'mix-blend-mode:screen' }, ...discs, ...sparks);
};
