import { draw } from './draw';
import { Random } from './random';
import { setStage } from './scene/set-stage';
import { normalise } from './words/normalise';
import { read } from './words/read';

export interface SketchOptions {
  /** Whole pixels, from 16 to 8192. */
  readonly width: number;
  readonly height: number;
  /** Another seed draws the same words again, differently. */
  readonly seed?: number | string;
}

const SMALLEST = 16;
const LARGEST = 8192;

/** Draws what the words ask for, as an SVG document. The same words, size and seed always give the same bytes. */
export function sketch(prompt: string, options: SketchOptions): string {
  const text = normalise(prompt);
  // JSON keeps the two apart: prompt "a" with seed "bc" is not prompt "ab" with seed "c".
  const random = new Random(JSON.stringify([text, String(options.seed ?? '')]));
  return draw(setStage(read(text), random, side(options.width), side(options.height)));
}

function side(pixels: number): number {
  if (Number.isInteger(pixels) && pixels >= SMALLEST && pixels <= LARGEST) return pixels;
  throw new RangeError(`A sketch's sides are whole pixels from ${SMALLEST} to ${LARGEST}.`);
}
