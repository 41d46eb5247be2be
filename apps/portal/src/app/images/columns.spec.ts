import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf, type Entry, lacking, NO_COLUMNS, reversed, withEntries } from './columns';

const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc.record({ name: fc.string({ minLength: 1, maxLength: 6 }), time: fc.integer({ min: 0, max: 40 }), aspect: fc.double({ min: 0.2, max: 5, noNaN: true }) }),
  { selector: ({ name }) => name, maxLength: 60 },
);
const rows = ({ names, times, aspects }: ReturnType<typeof lacking>) => names.map((name, at) => ({ name, time: times[at], aspect: aspects[at] }));

describe('the columns of the index', () => {
  it('are the same, newest first, however many steps their entries came in', () => {
    fc.assert(fc.property(entries, fc.integer({ min: 1, max: 7 }), (all, size) => {
      let stepwise = NO_COLUMNS;
      for (let at = 0; at < all.length; at += size) stepwise = withEntries(stepwise, all.slice(at, at + size));
      expect(stepwise).toEqual(withEntries(NO_COLUMNS, all));
      stepwise.times.slice(1).forEach((time, at) => { expect(time).toBeLessThanOrEqual(stepwise.times[at]!); });
      expect(rows(stepwise)).toHaveLength(all.length);
      expect(rows(stepwise)).toEqual(expect.arrayContaining(all));
    }));
  });

  it('hold an entry once, as it was told last', () => {
    fc.assert(fc.property(entries, (all) => {
      const again = all.map((entry) => ({ ...entry, time: entry.time + 1 }));
      expect(withEntries(withEntries(NO_COLUMNS, all), again)).toEqual(withEntries(NO_COLUMNS, again));
    }));
  });

  it('lose exactly what is taken out, and are the same object when that is nothing', () => {
    fc.assert(fc.property(entries, fc.func(fc.boolean()), (all, chosen) => {
      const columns = withEntries(NO_COLUMNS, all);
      const gone = new Set(all.map(({ name }) => name).filter((name) => chosen(name)));
      expect(rows(lacking(columns, gone))).toEqual(rows(columns).filter(({ name }) => !gone.has(name)));
      expect(lacking(columns, new Set(['no such name at all']))).toBe(columns);
    }));
  });

  it('read backwards from the oldest, and back again', () => {
    fc.assert(fc.property(entries, (all) => {
      const columns = withEntries(NO_COLUMNS, all);
      expect(reversed(reversed(columns))).toEqual(columns);
      expect(rows(reversed(columns))).toEqual(rows(columns).reverse());
    }));
  });

  it('know the shape of each image from its size', () => {
    expect(columnsOf({ names: ['a', 'b'], times: [2, 1], widths: [1536, 100], heights: [1024, 200] }).aspects).toEqual([1.5, 0.5]);
  });
});
