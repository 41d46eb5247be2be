import type { ColourWord } from './colour-words';
import { fold } from './fold';
import type { Season, Time, Weather } from './moment-words';
import type { Style } from './style-words';
import type { Subject } from './subject-words';
import { type Concept, conceptsOf } from './vocabulary';

/** A thing asked for, with the colour and the number said right before it. */
export interface Mention {
  readonly subject: Subject;
  readonly colour?: ColourWord;
  readonly count?: number;
}

/** What the words of a prompt ask for. */
export interface Reading {
  readonly mentions: readonly Mention[];
  readonly time?: Time;
  readonly weather?: Weather;
  readonly season?: Season;
  readonly styles: ReadonlySet<Style>;
  /** Colours said of nothing in particular: they steer the whole palette. */
  readonly colours: readonly ColourWord[];
}

const PHRASES =
  /\b(hot air balloon|northern light|polar light|milky way|still life|paper cut|black and white|schwarz weiss|golden hour|golden light|blue hour|blue sky|first light|early morning|low poly|snow covered|cherry tree|am see|palm tree|outer space)s?\b/g;

const COUNTS: Readonly<Record<string, number>> = {
  a: 1, an: 1, one: 1, single: 1, lonely: 1, lone: 1, ein: 1, eine: 1, einsamer: 1, two: 2, zwei: 2, pair: 2, three: 3, drei: 3,
  four: 4, vier: 4, five: 5, funf: 5, six: 6, sechs: 6, seven: 7, sieben: 7, many: 9, several: 5, some: 4, viele: 9,
};

/** Colour and number wait here for the noun they belong to, at most two words on. */
interface Draft {
  mentions: Mention[];
  moments: { time?: Time; weather?: Weather; season?: Season };
  styles: Set<Style>;
  colours: ColourWord[];
  waiting: { colour?: ColourWord; count?: number; age: number };
}

export function read(text: string): Reading {
  const draft: Draft = { mentions: [], moments: {}, styles: new Set(), colours: [], waiting: { age: 0 } };
  const plain = fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').replace(PHRASES, (phrase) => phrase.replaceAll(' ', '-'));
  for (const word of plain.split(' ').filter(Boolean).slice(0, 400)) hear(word, draft);
  release(draft);
  return { mentions: draft.mentions, ...draft.moments, styles: draft.styles, colours: draft.colours };
}

function hear(word: string, draft: Draft): void {
  const concepts = conceptsOf(word);
  const count = COUNTS[word];
  if (count) draft.waiting = { ...draft.waiting, count, age: 0 };
  else if (!concepts.length && ++draft.waiting.age > 2) release(draft);
  for (const concept of concepts) take(concept, draft);
}

function take(concept: Concept, draft: Draft): void {
  switch (concept.kind) {
    case 'subject': return mention(concept.value, draft);
    case 'colour': return colour(concept.value, draft);
    case 'style': draft.styles.add(concept.value); return;
    default: draft.moments = { [concept.kind]: concept.value, ...draft.moments };
  }
}

function mention(subject: Subject, draft: Draft): void {
  const { colour, count } = draft.waiting;
  draft.waiting = { age: 0 };
  if (draft.mentions.some((known) => known.subject === subject)) return;
  draft.mentions.push({ subject, ...(colour && { colour }), ...(count && { count }) });
}

/** A second colour before the noun sets the first one free. */
function colour(word: ColourWord, draft: Draft): void {
  const { colour: earlier, count } = draft.waiting;
  if (earlier) draft.colours.push(earlier);
  draft.waiting = { colour: word, age: 0, ...(count && { count }) };
}

function release(draft: Draft): void {
  if (draft.waiting.colour) draft.colours.push(draft.waiting.colour);
  draft.waiting = { age: 0 };
}
