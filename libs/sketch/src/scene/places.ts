import type { Random } from '../random';
import type { Subject } from '../words/subject-words';

/** Backdrop, water and ground, each decided by itself: that is what lets any two places meet in one picture. */
export interface Place {
  readonly backdrop: 'mountains' | 'hills' | 'dunes' | 'skyline' | 'none';
  readonly forest: boolean;
  readonly water: 'sea' | 'waves' | 'lake' | 'none';
  /** Coast is a headland in the sea, shore the near bank of any water. */
  readonly ground: 'coast' | 'shore' | 'meadow' | 'sand' | 'none';
}

export const STANDING: readonly Subject[] = ['lighthouse', 'house', 'cat', 'tree', 'palm', 'windmill', 'castle'];
const INLAND: readonly Subject[] = ['mountains', 'hills', 'forest', 'desert', 'meadow', 'city'];
const SEASIDE: readonly Subject[] = ['sea', 'boat', 'palm'];

type Has = (subject: Subject) => boolean;

export function placeOf(has: Has, wet: boolean, random: Random): Place {
  const water = waterOf(has, wet);
  const backdrop = backdropOf(has, water, random);
  return { water, backdrop, forest: has('forest'), ground: groundOf(has, water, backdrop) };
}

function waterOf(has: Has, wet: boolean): Place['water'] {
  const inland = INLAND.some(has);
  if (has('lake')) return 'lake';
  if (has('waves')) return 'waves';
  if (has('sea') || (!inland && (has('lighthouse') || SEASIDE.some(has)))) return 'sea';
  // A boat needs a lake to float on, polar light one to shine on, and wet streets are as good as one.
  const mirror = has('boat') || (has('aurora') && !inland) || (has('city') && wet);
  return mirror ? 'lake' : 'none';
}

function backdropOf(has: Has, water: Place['water'], random: Random): Place['backdrop'] {
  if (has('city')) return 'skyline';
  if (has('desert')) return 'dunes';
  if (has('mountains')) return 'mountains';
  if (has('hills') || has('meadow') || has('forest')) return 'hills';
  if (water === 'sea' || water === 'waves') return 'none';
  return water === 'lake' || random.chance(0.5) ? 'mountains' : 'hills';
}

function groundOf(has: Has, water: Place['water'], backdrop: Place['backdrop']): Place['ground'] {
  const stands = STANDING.some(has);
  if (has('desert') || (has('palm') && water !== 'lake')) return 'sand';
  if (water !== 'none') return !stands && !has('meadow') && !has('flowers') ? 'none' : water === 'sea' && !has('meadow') ? 'coast' : 'shore';
  const bare = backdrop === 'skyline' || ((backdrop === 'mountains' || has('forest')) && !has('meadow') && !has('flowers'));
  return bare && !stands ? 'none' : 'meadow';
}
