import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { layoutOf } from '../layout/grid-layout';
import { dayOf, type LibraryIndex } from '../layout/library-index';
import { marksOf, monthAt, monthsOf } from './months';

const first = dayOf(new Date(2026, 10, 22));
const indexes: fc.Arbitrary<LibraryIndex> = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 1, maxLength: 300 }).map((ago) => {
  const days = ago.sort((a, b) => a - b).map((back) => first - back);
  return { names: days.map((_, at) => `image-${at}`), aspects: days.map(() => 1.5), days };
});
const shape = { width: 1104, target: 196, gap: 6, heading: 44, square: false };

describe('the months of the library', () => {
  it('are each told once, newest first, each further down than the one before', () => {
    fc.assert(fc.property(indexes, (index) => {
      const months = monthsOf(index, layoutOf(index, shape));
      const keys = months.map(({ year, month }) => year * 12 + month);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toEqual([...keys].sort((a, b) => b - a));
      months.slice(1).forEach(({ top }, at) => { expect(top).toBeGreaterThan(months[at]!.top); });
      expect(months[0]?.top).toBe(0);
    }));
  });

  it('are found again from where one scrolls to have them at the top', () => {
    fc.assert(fc.property(indexes, (index) => {
      const months = monthsOf(index, layoutOf(index, shape));
      months.forEach(({ top }, place) => { expect(monthAt(months, top)).toBe(place); });
    }));
  });

  it('keep their words apart on the track', () => {
    fc.assert(fc.property(indexes, fc.integer({ min: 100, max: 1200 }), (index, track) => {
      const layout = layoutOf(index, shape);
      const words = marksOf(monthsOf(index, layout), layout.height, track, 18).filter(({ month }) => month !== null);
      words.slice(1).forEach(({ at }, before) => { expect((at - words[before]!.at) * track).toBeGreaterThanOrEqual(18 - 1e-6); });
      expect(words.length).toBeGreaterThan(0);
    }));
  });
});
