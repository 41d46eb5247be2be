import { grain, graded, vignette } from './layers/finish';
import { paletteFor } from './palette/palette';
import { Random } from './random';
import { compose } from './scene/compose';
import { plan } from './scene/plan';
import { scene } from './scene/scene';
import type { Stage } from './scene/stage';
import { Defs } from './svg/defs';
import { el } from './svg/markup';
import { normalise } from './words/normalise';
import { read } from './words/read';

export interface SketchOptions {
  /** Pixels, from 16 to 8192. */
  readonly width: number;
  readonly height: number;
  /** Another seed draws the same words again, differently. */
  readonly seed?: number | string;
}

const SMALLEST = 16;
const LARGEST = 8192;

/** Draws what the words ask for, as an SVG document. The same words, size and seed always give the same bytes. */
export function sketch(prompt: string, options: SketchOptions): string {
  const width = size(options.width);
  const height = size(options.height);
  const text = normalise(prompt);
  const stage = stageFor(text, width, height, String(options.seed ?? ''));
  const picture = graded(stage, scene(stage) + vignette(stage) + grain(stage));
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return el('svg', frame, stage.defs.toString() + picture);
}

function stageFor(text: string, width: number, height: number, seed: string): Stage {
  const reading = read(text);
  // JSON keeps the two apart: prompt "a" with seed "bc" is not prompt "ab" with seed "c".
  const root = new Random(JSON.stringify([text, seed]));
  const decided = plan(reading, root.fork('plan'));
  const palette = paletteFor({ ...decided, colours: reading.colours, neon: reading.styles.has('neon') }, root.fork('palette'));
  return {
    width,
    height,
    unit: Math.min(width, height),
    ...compose(decided, width, height, root.fork('compose')),
    plan: decided,
    palette,
    defs: new Defs(),
    random: (layer) => root.fork(layer),
  };
}

function size(pixels: number): number {
  if (Number.isInteger(pixels) && pixels >= SMALLEST && pixels <= LARGEST) return pixels;
  throw new RangeError(`A sketch's sides are whole pixels from ${SMALLEST} to ${LARGEST}.`);
}
