import { describe, expect, it } from '@jest/globals';
import { draw } from '../draw';
import { Random } from '../random';
import { read, type Reading } from '../words/read';
import { type Subject, SUBJECT_WORDS } from '../words/subject-words';
import { setStage } from './set-stage';

/** One and the same chance for every picture, so that a difference can only come from what was asked for. */
const stageOf = (reading: Reading, width = 600, height = 400) => setStage(reading, new Random('fixed'), width, height);
const picture = (text: string) => draw(stageOf(read(text)));
const planOf = (text: string) => stageOf(read(text)).plan;
const without = (reading: Reading, subject: Subject): Reading => ({ ...reading, mentions: reading.mentions.filter((mention) => mention.subject !== subject) });

describe('what was asked for', () => {
  it.each(Object.keys(SUBJECT_WORDS) as Subject[])('is seen: %s', (subject) => {
    const reading: Reading = { ...read('dusk'), mentions: [{ subject }] };
    expect(draw(stageOf(reading))).not.toBe(draw(stageOf(without(reading, subject))));
  });

  it.each(['lighthouse', 'house', 'boat', 'balloon', 'bird', 'cat', 'tree', 'palm', 'windmill', 'castle', 'aurora', 'rainbow', 'planet', 'forest', 'flowers', 'city', 'mountains', 'desert'] as Subject[])(
    'is seen beside a lake too: %s',
    (subject) => {
      const reading: Reading = { ...read('a lake at night'), mentions: [{ subject: 'lake' }, { subject }] };
      expect(draw(stageOf(reading))).not.toBe(draw(stageOf(without(reading, subject))));
    },
  );

  it.each([
    ['dawn', 'day'], ['dusk', 'night'], ['clear', 'cloudy'], ['rain', 'snow'], ['fog', 'storm'], ['spring', 'summer'], ['autumn', 'winter'],
    ['minimal', 'geometric'], ['pastel', 'vivid'], ['muted', 'vintage'], ['monochrome', 'neon'], ['dark', 'warm'], ['red', 'blue'], ['black', 'white'],
  ])('changes the picture: %s is not %s', (one, other) => {
    expect(picture(`mountains by a lake ${one}`)).not.toBe(picture(`mountains by a lake ${other}`));
  });

  it('counts: two balloons are fewer than six', () => {
    const balloons = (text: string) => picture(text).length;
    expect(balloons('two balloons over hills')).toBeLessThan(balloons('six balloons over hills'));
  });

  it('has its own colour: red balloons are not blue ones, and the sky stays', () => {
    const red = stageOf(read('red balloons over hills'));
    const blue = stageOf(read('blue balloons over hills'));
    expect(red.palette.sky).toEqual(blue.palette.sky);
    expect(draw(red)).not.toBe(draw(blue));
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
