import { paletteFor } from '../palette/palette';
import type { Random } from '../random';
import { Defs } from '../svg/defs';
import type { Reading } from '../words/read';
import { compose } from './compose';
import { plan } from './plan';
import type { Stage } from './stage';

/** Decides everything that is decided before the first stroke. */
export function setStage(reading: Reading, random: Random, width: number, height: number): Stage {
  const decided = plan(reading, random.fork('plan'));
  const neon = reading.styles.has('neon');
  return {
    width,
    height,
    // A long strip gets larger things, not thousands of small ones.
    unit: Math.max(Math.min(width, height), Math.max(width, height) / 3),
    ...compose(decided, width, height, random.fork('compose')),
    plan: decided,
    palette: paletteFor({ ...decided, colours: reading.colours, neon }, random.fork('palette')),
    defs: new Defs(),
    random: (layer) => random.fork(layer),
  };
}
