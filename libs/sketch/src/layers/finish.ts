import type { Layer, Stage } from '../scene/stage';
import { el, group, rect } from '../svg/markup';
import type { Style } from '../words/style-words';

/** Darker corners, as a lens has them. */
export const vignette: Layer = ({ width, height, palette, plan, defs }) => {
  const depth = plan.studio ? 0.55 : 1;
  const paint = defs.radial([[0.55, palette.ink, 0], [0.8, palette.ink, 0.1 * depth], [1, palette.ink, 0.36 * depth]], 0.5, 0.48, 0.78);
  return rect(0, 0, width, height, paint);
};

/**
 * A square of noise, repeated: twenty times cheaper than noise all over, and too fine for the eye to find the seam.
 * It begins off the origin, because this kind of noise is flat along whole multiples of its frequency and would draw lines.
 */
export const grain: Layer = ({ width, height, defs, random }) => {
  const tile = { x: 13, y: 29, width: 256, height: 256 };
  const noise = el('feTurbulence', { type: 'fractalNoise', baseFrequency: '0.8237', numOctaves: 2, seed: random('grain').whole(1, 99), ...tile });
  const grey = el('feColorMatrix', { values: '1.5 1.5 0 0 -1  1.5 1.5 0 0 -1  1.5 1.5 0 0 -1  0 0 0 0 1' });
  const filter = defs.filter(`x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse"`, `${noise}${grey}<feTile/>`);
  return rect(0, 0, width, height, '#808080', { filter, opacity: 0.075 });
};

/** What a style word does to the finished colours, as a matrix over red, green and blue. */
const GRADES: Partial<Record<Style, string>> = {
  monochrome: '.3 .59 .11 0 0 .3 .59 .11 0 0 .3 .59 .11 0 0 0 0 0 1 0',
  vintage: '.62 .42 .08 0 .03 .3 .6 .08 0 .02 .2 .38 .3 0 .03 0 0 0 1 0',
  muted: '.66 .28 .06 0 .03 .13 .81 .06 0 .03 .13 .28 .59 0 .03 0 0 0 1 0',
  vivid: '1.28 -.22 -.06 0 0 -.1 1.16 -.06 0 0 -.1 -.22 1.32 0 0 0 0 0 1 0',
  pastel: '.62 .1 .04 0 .26 .06 .64 .04 0 .26 .06 .1 .6 0 .28 0 0 0 1 0',
  dark: '.7 0 0 0 -.01 0 .7 0 0 -.01 0 0 .76 0 0 0 0 0 1 0',
  warm: '1.06 .04 0 0 .02 0 1 0 0 0 0 0 .84 0 0 0 0 0 1 0',
  cool: '.86 0 0 0 0 0 .98 .02 0 0 0 .04 1.06 0 .02 0 0 0 1 0',
};

/** Lays the grade of each style word over the whole picture. */
export function graded({ plan, defs }: Stage, picture: string): string {
  let result = picture;
  for (const style of plan.styles) {
    const matrix = GRADES[style];
    if (matrix) result = group({ filter: defs.filter('x="0" y="0" width="1" height="1"', el('feColorMatrix', { values: matrix })) }, result);
  }
  return result;
}
