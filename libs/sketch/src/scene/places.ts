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

const STANDING: readonly Subject[] = ['lighthouse', 'house', 'cat', 'tree', 'palm', 'windmill', 'castle'];
const INLAND: readonly Subject[] = ['mountains', 'hills', 'forest', 'desert', 'meadow', 'city'];

/** What was asked for, in the words the rules below are written in. */
interface Asked {
  has(...any: Subject[]): boolean;
  readonly inland: boolean;
  readonly stands: boolean;
  readonly wet: boolean;
}

type Rules<T> = readonly (readonly [answer: T, when: (asked: Asked) => boolean])[];

const firstOf = <T>(rules: Rules<T>, asked: Asked, otherwise: T): T => rules.find(([, when]) => when(asked))?.[0] ?? otherwise;

export function placeOf(mentioned: (subject: Subject) => boolean, wet: boolean, random: Random): Place {
  const asked: Asked = { has: (...any) => any.some(mentioned), inland: INLAND.some(mentioned), stands: STANDING.some(mentioned), wet };
  const water = firstOf(WATER, asked, 'none');
  const open = water === 'sea' || water === 'waves';
  const backdrop = firstOf(BACKDROP, asked, open ? 'none' : water === 'lake' || random.chance(0.5) ? 'mountains' : 'hills');
  const ground = water === 'none' ? firstOf(dryGround(backdrop), asked, 'meadow') : firstOf(water === 'lake' ? LAKESIDE : SEASIDE, asked, 'none');
  return { water, backdrop, ground, forest: asked.has('forest') };
}

const WATER: Rules<Place['water']> = [
  ['lake', ({ has }) => has('lake')],
  ['waves', ({ has }) => has('waves')],
  ['sea', ({ has }) => has('sea')],
  ['sea', ({ has, inland }) => !inland && has('lighthouse', 'boat', 'palm')],
  // A boat needs something to float on, polar light something to shine on, and wet streets are as good as a lake.
  ['lake', ({ has }) => has('boat')],
  ['lake', ({ has, inland }) => has('aurora') && !inland],
  ['lake', ({ has, wet }) => has('city') && wet],
];

const BACKDROP: Rules<Place['backdrop']> = [
  ['skyline', ({ has }) => has('city')],
  ['dunes', ({ has }) => has('desert')],
  ['mountains', ({ has }) => has('mountains')],
  ['hills', ({ has }) => has('hills', 'meadow', 'forest')],
];

const SEASIDE: Rules<Place['ground']> = [
  ['sand', ({ has }) => has('desert', 'palm')],
  ['shore', ({ has }) => has('meadow')],
  ['coast', ({ stands }) => stands],
  ['shore', ({ has }) => has('flowers')],
];

const LAKESIDE: Rules<Place['ground']> = [
  ['sand', ({ has }) => has('desert')],
  ['shore', ({ has, stands }) => stands || has('meadow', 'flowers')],
];

function dryGround(backdrop: Place['backdrop']): Rules<Place['ground']> {
  return [
    ['sand', ({ has }) => has('desert', 'palm')],
    ['meadow', ({ has, stands }) => stands || has('meadow', 'flowers')],
    ['none', ({ has }) => backdrop === 'skyline' || backdrop === 'mountains' || has('forest')],
  ];
}
