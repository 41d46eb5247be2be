import { COLOUR_WORDS } from './colour-words';
import { fold } from './fold';
import { MOMENT_WORDS } from './moment-words';
import { STYLE_WORDS } from './style-words';
import { SUBJECT_WORDS } from './subject-words';

const TABLES = { subject: SUBJECT_WORDS, ...MOMENT_WORDS, style: STYLE_WORDS, colour: COLOUR_WORDS } as const;

type Tables = typeof TABLES;
export type ConceptKind = keyof Tables;

/** What one word of the prompt means to us, such as `{ kind: 'weather', value: 'fog' }`. */
export type Concept = { [K in ConceptKind]: { readonly kind: K; readonly value: keyof Tables[K] & string } }[ConceptKind];

const CONCEPTS = new Map<string, Concept>();
for (const [kind, table] of Object.entries(TABLES)) {
  for (const [value, words] of Object.entries(table)) {
    for (const word of [value, ...words.split(/\s+/)]) CONCEPTS.set(fold(word), { kind, value } as Concept);
  }
}

const ENDINGS = ['s', 'es', 'n', 'en', 'e', 'er', 'em', 'y', 'ed', 'ing'];
const ENDING_MAX = 3;
/** Two of the longest words, each with an ending: what is longer is known neither whole nor in parts, and is not tried at every place. */
const LENGTH_MAX = 2 * (Math.max(...[...CONCEPTS.keys()].map((word) => word.length)) + ENDING_MAX) + ENDING_MAX;

/** Knows a word in its plain form, in the commonest plurals and endings, and as two known German words written as one. */
export function conceptsOf(word: string): readonly Concept[] {
  if (word.length > LENGTH_MAX) return [];
  const whole = simple(word);
  if (whole) return [whole];
  for (let cut = word.length - 3; cut >= 3; cut--) {
    const last = simple(word.slice(cut));
    const first = simple(word.slice(0, cut)) ?? simple(word.slice(0, cut).replace(/(s|en|n)$/, ''));
    if (first && last) return [first, last];
  }
  return [];
}

function simple(word: string): Concept | undefined {
  const known = CONCEPTS.get(word);
  if (known || word.length < 4) return known;
  if (word.endsWith('ies')) return CONCEPTS.get(`${word.slice(0, -3)}y`);
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    const concept = stem.length > 2 ? CONCEPTS.get(stem) : undefined;
    if (concept) return concept;
  }
  return undefined;
}
