import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map';

describe('a bounded map', () => {
  it('forgets what was set longest ago, and takes what is set again for new', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1).set('b', 2).set('a', 3).set('c', 4);

    expect([...map]).toEqual([['a', 3], ['c', 4]]);
  });
});
