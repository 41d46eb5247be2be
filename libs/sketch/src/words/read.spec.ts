import { describe, expect, it } from '@jest/globals';
import { COLOUR_WORDS } from './colour-words';
import { fold } from './fold';
import { MOMENT_WORDS } from './moment-words';
import { read } from './read';
import { STYLE_WORDS } from './style-words';
import { SUBJECT_WORDS } from './subject-words';

const wordsOf = (table: Record<string, string>) => Object.entries(table).flatMap(([value, words]) => [value, ...words.split(/\s+/)].map((word) => [word, value] as const));
const spoken = (word: string) => word.replaceAll('-', ' ');
const subjects = (text: string) => read(text).mentions.map(({ subject }) => subject);

describe('the vocabulary', () => {
  it('gives no word two meanings', () => {
    const meanings = new Map<string, Set<string>>();
    for (const table of [SUBJECT_WORDS, ...Object.values(MOMENT_WORDS), STYLE_WORDS, COLOUR_WORDS]) {
      for (const [word, value] of wordsOf(table)) meanings.set(fold(word), (meanings.get(fold(word)) ?? new Set()).add(value));
    }
    expect([...meanings].filter(([, values]) => values.size > 1).map(([word, values]) => [word, ...values])).toEqual([]);
  });

  it.each(wordsOf(SUBJECT_WORDS))('hears %s as %s', (word, subject) => expect(subjects(spoken(word))).toContain(subject));
  it.each(wordsOf(MOMENT_WORDS.time))('hears %s as the time %s', (word, time) => expect(read(spoken(word)).time).toBe(time));
  it.each(wordsOf(MOMENT_WORDS.weather))('hears %s as the weather %s', (word, weather) => expect(read(spoken(word)).weather).toBe(weather));
  it.each(wordsOf(MOMENT_WORDS.season))('hears %s as the season %s', (word, season) => expect(read(spoken(word)).season).toBe(season));
  it.each(wordsOf(STYLE_WORDS))('hears %s as the style %s', (word, style) => expect([...read(spoken(word)).styles]).toContain(style));
  it.each(wordsOf(COLOUR_WORDS))('hears %s as the colour %s', (word, colour) => expect(read(spoken(word)).colours).toContain(colour));
});

describe('a sentence', () => {
  it('gives a colour and a number to the thing they stand before', () => {
    expect(read('three small red balloons over the blue sea').mentions).toEqual([{ subject: 'balloon', colour: 'red', count: 3 }, { subject: 'sea', colour: 'blue' }]);
  });

  it('keeps a colour that belongs to nothing for the whole picture', () => {
    expect(read('mountains in pink')).toMatchObject({ mentions: [{ subject: 'mountains' }], colours: ['pink'] });
    expect(read('teal').colours).toEqual(['teal']);
  });

  it('hears each thing once, in the order it was said', () => {
    expect(subjects('boats, a boat and mountains, then a boat')).toEqual(['boat', 'mountains']);
  });

  it.each([
    ['lighthouses', 'lighthouse'], ['cabins', 'house'], ['forests', 'forest'], ['cities', 'city'], ['Bäume', 'tree'], ['Häuser', 'house'], ['Leuchttürme', 'lighthouse'], ['Küste', 'sea'], ['Katzen', 'cat'],
  ])('knows the plural and the accent: %s', (word, subject) => expect(subjects(word)).toEqual([subject]));

  it('takes a German compound apart', () => {
    expect(read('Herbstwald im Morgennebel')).toMatchObject({ season: 'autumn', mentions: [{ subject: 'forest' }], time: 'dawn', weather: 'fog' });
  });

  it('hears phrases of several words as one', () => {
    expect(subjects('hot air balloons and northern lights')).toEqual(['balloon', 'aurora']);
    expect(subjects('palm trees')).toEqual(['palm']);
    expect([...read('black and white sea').styles]).toEqual(['monochrome']);
    expect(read('black and white sea').colours).toEqual([]);
  });

  it('hears nothing in words it does not know', () => {
    expect(read('the quick thought jumps')).toMatchObject({ mentions: [], colours: [] });
    expect(read('')).toMatchObject({ mentions: [], colours: [] });
  });
});
