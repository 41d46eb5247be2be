import type { Colour } from '../palette/colour';
import type { Stage } from '../scene/stage';
import { ellipse } from '../svg/markup';

/** Light in the air: strongest in the middle and gone at the edge without a seam. */
export function glow(stage: Stage, x: number, y: number, rx: number, ry: number, colour: Colour, strength: number): string {
  const fall = [1, 0.62, 0.34, 0.16, 0.06, 0];
  const paint = stage.defs.radial(fall.map((share, i) => [i / (fall.length - 1), colour, share * strength] as const));
  return ellipse(x, y, rx, ry, paint);
}
