import { mix } from '../palette/colour';
import { fractal } from '../noise';
import type { Layer } from '../scene/stage';
import { group, rect, stroke } from '../svg/markup';
import { type Point, smooth } from '../svg/points';
import { glow } from '../layers/glow';
import { type Swatches, swatches } from './swatches';

const SETS: readonly [Swatches, ...Swatches[]] = [
  ['#101a38', '#3a1fa0', '#e0308a', '#ff9a6b', '#ffe3b0'],
  ['#06201d', '#0f6b58', '#35b58f', '#a8ecc8', '#f4ffe9'],
  ['#140d2b', '#4b2aa8', '#5f7df0', '#7fe0f0', '#f0fbff'],
  ['#240c16', '#8a1f3d', '#e2573f', '#f9b25a', '#fff0c9'],
  ['#0b1a2c', '#1f5f9a', '#4fb0d8', '#f2cfa0', '#fff3de'],
];

const THREADS = 110;

/** A veil of fine threads that folds and turns in the dark. */
export const silk: Layer = (stage) => {
  const { width, height, unit, defs } = stage;
  const [ground, first, second, third, last] = swatches(stage, SETS);
  const random = stage.random('silk');
  const bend = fractal(random, 2);
  const [a, b, c] = [random.between(2.4, 3.8), random.next() * 6.28, random.between(1.7, 2.8)];
  const colours = [first, second, third, last] as const;
  const back = rect(0, 0, width, height, defs.linear([[0, mix(ground, first, 0.12)], [0.5, ground], [1, mix(ground, '#000000', 0.45)]], 0.6, 1));
  const air = glow(stage, width * 0.55, height * 0.5, width * 0.6, height * 0.42, first, 0.5);
  const threads = Array.from({ length: THREADS }, (_, i) => {
    const t = i / (THREADS - 1);
    const points: Point[] = [];
    for (let k = -1; k <= 15; k++) {
      const u = k / 14;
      const fold = Math.sin(u * a + b + t * c) * Math.cos(t * 1.9 + u * 1.3) * 0.24 + (bend(u * 1.6 + t * 0.5) - 0.5) * 0.34;
      points.push([u * width, height * (0.5 + fold) + (t - 0.5) * height * 0.56 * (0.72 + 0.28 * Math.sin(u * 2.2 + b))]);
    }
    const place = Math.min(2.999, t * 3);
    const from = colours[Math.floor(place) as 0 | 1 | 2];
    const colour = mix(from, colours[(Math.floor(place) + 1) as 1 | 2 | 3], place % 1);
    const sheen = 0.11 + 0.55 * Math.sin(t * 17 + b) ** 4 + (i === 0 || i === THREADS - 1 ? 0.35 : 0);
    return stroke(smooth(points), colour, unit * 0.0042, { opacity: Math.min(0.95, sheen) });
  });
  return back + air + group({ style: 'mix-blend-mode:screen' }, ...threads);
};
