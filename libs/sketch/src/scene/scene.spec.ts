import { describe, expect, it } from '@jest/globals';
import { draw } from '../draw';
import { Random } from '../random';
import { read, type Reading } from '../words/read';
import { type Subject, SUBJECT_WORDS } from '../words/subject-words';
import { STUDIOS } from './plan';
import { setStage } from './set-stage';

/** One and the same chance for every picture, so that a difference can only come from what was asked for. */
const stageOf = (reading: Reading, width = 600, height = 400) => setStage(reading, new Random('fixed'), width, height);
const picture = (text: string) => draw(stageOf(read(text)));
const planOf = (text: string) => stageOf(read(text)).plan;
const without = (reading: Reading, subject: Subject): Reading => ({ ...reading, mentions: reading.mentions.filter((mention) => mention.subject !== subject) });

/** Compared as a truth, for a failing comparison of two whole documents prints both. */
const alike = (one: string, other: string): boolean => one === other;

describe('what was asked for', () => {
  it.each(STUDIOS)('is a world of its own: %s', (subject) => {
    const reading: Reading = { ...read('dusk'), mentions: [{ subject }] };
    expect(stageOf(reading).plan.studio).toBe(subject);
    expect(alike(draw(stageOf(reading)), draw(stageOf(without(reading, subject))))).toBe(false);
  });

  /** One picture has one backdrop, one water and one ground: of two asked for, one gives way, or was there unasked. */
  const YIELDS: Readonly<Record<'lake' | 'sea' | 'desert' | 'city', readonly Subject[]>> = {
    lake: ['waves', 'sea', 'mountains'],
    sea: [],
    desert: ['mountains', 'hills', 'meadow', 'flowers'],
    city: ['mountains', 'hills'],
  };
  const outdoors = (Object.keys(SUBJECT_WORDS) as Subject[]).filter((subject) => !(STUDIOS as readonly string[]).includes(subject));
  it.each(outdoors.flatMap((subject) => ['lake', 'sea', 'desert', 'city'].filter((place) => place !== subject).map((place) => [subject, place] as const)))('is seen: %s beside %s', (subject, place) => {
    const lesser = YIELDS[place as keyof typeof YIELDS].includes(subject);
    const reading: Reading = { ...read('dusk'), mentions: [{ subject: place as Subject }, { subject }] };
    expect(alike(draw(stageOf(reading)), draw(stageOf(without(reading, subject))))).toBe(lesser);
  });

  it.each([
    ['dawn', 'day'], ['dusk', 'night'], ['clear', 'cloudy'], ['rain', 'snow'], ['fog', 'storm'], ['spring', 'summer'], ['autumn', 'winter'],
    ['minimal', 'geometric'], ['pastel', 'vivid'], ['muted', 'vintage'], ['monochrome', 'neon'], ['dark', 'warm'], ['red', 'blue'], ['black', 'white'],
  ])('changes the picture: %s is not %s', (one, other) => {
    expect(alike(picture(`mountains by a lake ${one}`), picture(`mountains by a lake ${other}`))).toBe(false);
  });

  it('counts: two balloons are fewer than six', () => {
    const balloons = (text: string) => picture(text).length;
    expect(balloons('two balloons over hills')).toBeLessThan(balloons('six balloons over hills'));
  });

  it('has its own colour: red balloons are not blue ones, and the sky stays', () => {
    const red = stageOf(read('red balloons over hills'));
    const blue = stageOf(read('blue balloons over hills'));
    expect(red.palette.sky).toEqual(blue.palette.sky);
    expect(alike(draw(red), draw(blue))).toBe(false);
  });

  it('steers the whole palette when a colour is said of nothing', () => {
    expect(stageOf(read('mountains in pink')).palette.sky).not.toEqual(stageOf(read('mountains in green')).palette.sky);
  });
});

describe('places', () => {
  it('meet: a lighthouse in a snowy forest at night', () => {
    expect(planOf('a lighthouse in a snowy forest at night')).toMatchObject({ forest: true, snowy: true, time: 'night', water: 'none', ground: 'meadow' });
  });

  it('meet: a boat on a lake in autumn fog', () => {
    expect(planOf('a boat on a lake in autumn fog')).toMatchObject({ water: 'lake', season: 'autumn', weather: 'fog', ground: 'none' });
  });

  it('meet: red balloons over a desert at dawn', () => {
    expect(planOf('red balloons over a desert at dawn')).toMatchObject({ backdrop: 'dunes', ground: 'sand', time: 'dawn' });
  });

  it('meet: a city by the sea, with mountains left out of its way', () => {
    expect(planOf('a city by the sea')).toMatchObject({ backdrop: 'skyline', water: 'sea' });
  });

  it('are found for what names none: a lighthouse stands on a coast, a boat lies on the sea', () => {
    expect(planOf('a lighthouse')).toMatchObject({ water: 'sea', ground: 'coast' });
    expect(planOf('a boat')).toMatchObject({ water: 'sea', ground: 'none' });
  });

  it('are left for a world of its own when the prompt names one', () => {
    expect(planOf('a vase of flowers by the sea').studio).toBe('vase');
    expect(planOf('a whale in the sea').studio).toBe('fish');
    expect(planOf('a planet with rings').studio).toBe('space');
    expect(planOf('silk').studio).toBe('silk');
  });

  it('win over words that also mean a texture', () => {
    expect(planOf('city lights').studio).toBeUndefined();
    expect(planOf('leaves in an autumn forest').studio).toBeUndefined();
    expect(planOf('a planet above mountains').studio).toBeUndefined();
  });

  it('give way to an abstract when nothing is known', () => {
    expect(planOf('qwertz').studio).toBeDefined();
  });

  it('are open air when only the hour, the weather or the season is said', () => {
    for (const text of ['sunset', 'foggy', 'winter']) expect(planOf(text).studio).toBeUndefined();
  });
});

describe('composition', () => {
  it.each([[1536, 1024], [1024, 1024], [1024, 1536], [2048, 512]])('keeps subject, light and horizon inside %d × %d', (width, height) => {
    for (const text of ['a lighthouse at dusk', 'mountains', 'city at night', 'a cat under the moon', 'waves', 'desert at noon']) {
      const { focus, light, horizon } = stageOf(read(text), width, height);
      expect(focus).toBeGreaterThan(width * 0.25);
      expect(focus).toBeLessThan(width * 0.75);
      expect(light.x).toBeGreaterThan(0);
      expect(light.x).toBeLessThan(width);
      expect(light.y).toBeGreaterThan(0);
      expect(light.y).toBeLessThan(horizon + 1);
      expect(horizon).toBeLessThan(height * 0.85);
    }
  });
});
