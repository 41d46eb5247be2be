import { describe, expect, it } from '@jest/globals';
import { Random } from './random';

const draw = (random: Random, count = 1000) => Array.from({ length: count }, () => random.next());

describe('Random', () => {
  it('repeats itself for the same label', () => expect(draw(new Random('a'))).toEqual(draw(new Random('a'))));

  it('shares not one number between labels a letter apart', () => {
    const other = new Set(draw(new Random('lighthousf')));
    expect(draw(new Random('lighthouse')).filter((number) => other.has(number))).toEqual([]);
  });

  it('spreads evenly from 0 up to 1', () => {
    const numbers = draw(new Random('even'), 20_000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = numbers.filter((number) => Math.floor(number * 10) === tenth).length / numbers.length;
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.11);
    }
  });

  it('forks into streams that do not disturb each other', () => {
    const root = new Random('root');
    const before = draw(root.fork('sky'));
    draw(root.fork('sea'));
    expect(draw(root.fork('sky'))).toEqual(before);
  });
});
