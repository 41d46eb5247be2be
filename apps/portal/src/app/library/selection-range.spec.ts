import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { range } from './selection-range';

const indexed = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 60 })
  .chain((names) => fc.tuple(fc.constant(names), fc.nat(names.length - 1), fc.nat(names.length - 1)));

describe('a range of the selection', () => {
  it('holds both ends and all between them, in the order of the index', () => {
    fc.assert(fc.property(indexed, ([names, a, b]) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect(range(names[a]!, names[b]!, names)).toEqual(names.filter((_, at) => at >= from && at <= to));
    }));
  });

  it('is the same from either end', () => {
    fc.assert(fc.property(indexed, ([names, a, b]) => {
      expect(range(names[a]!, names[b]!, names)).toEqual(range(names[b]!, names[a]!, names));
    }));
  });

  it('selects nothing when an end has left the index', () => {
    expect(range('gone', 'b', ['a', 'b', 'c'])).toEqual([]);
    expect(range('a', 'gone', ['a', 'b', 'c'])).toEqual([]);
  });
});
