import { type Colour, darken, lighten, saturate, tint } from '../palette/colour';
import { PAINTS } from '../palette/paints';
import type { Stage } from '../scene/stage';
import type { ColourWord } from '../words/colour-words';

/** Five colours that go together: the ground first. */
export type Swatches = readonly [Colour, Colour, Colour, Colour, Colour];

/** One of the given sets, steered towards the colours that were said; light stays light and dark stays dark. */
export function swatches(stage: Stage, sets: readonly [Swatches, ...Swatches[]]): Swatches {
  const set = stage.random('swatches').pick(sets);
  const said = stage.plan.colours;
  const first = said[0];
  if (!first) return set;
  const turned = set.map((colour, i) => towards(colour, said[i % said.length] ?? first, i ? 0.85 : 0.5));
  return turned as unknown as Swatches;
}

function towards(colour: Colour, word: ColourWord, share: number): Colour {
  if (word === 'black') return darken(saturate(colour, 0.4), 0.5 * share);
  if (word === 'white') return lighten(saturate(colour, 0.4), 0.55 * share);
  if (word === 'grey') return saturate(colour, 0.15);
  return tint(colour, PAINTS[word], share);
}
