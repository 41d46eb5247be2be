import type { Colour } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Mention } from '../words/read';

/** Where a thing has its foot, how tall it may be, and the colour it was said to have. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: Colour | undefined;
}

/** The colour a thing was said to have. */
export const paintOf = (mention: Mention): Colour | undefined => mention.colour && PAINTS[mention.colour];
