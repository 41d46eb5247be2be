import { describe, expect, it } from '@jest/globals';
import { byteRangeOf } from './byte-range';

describe('a range of bytes, out of ten', () => {
  it.each([
    ['bytes=0-0', 0, 0], ['bytes=0-9', 0, 9], ['bytes=3-', 3, 9], ['bytes=3-99', 3, 9], ['bytes=9-9', 9, 9], ['bytes=-1', 9, 9], ['bytes=-10', 0, 9],
  ])('%s is from %i to %i', (header, start, end) => {
    expect(byteRangeOf(header, 10)).toEqual({ start, end });
  });

  it('is all of it when more of its end is asked for than there is', () => {
    expect(byteRangeOf('bytes=-90000000', 10)).toEqual({ start: 0, end: 9 });
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=99-', 'bytes=-0'])('%s lies outside', (header) => {
    expect(byteRangeOf(header, 10)).toBe('unsatisfiable');
  });

  it.each([undefined, '', 'bytes', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=0-1,3-4', 'bytes=0-1, -1', 'lines=0-1', 'bytes=a-b', 'bytes=1.5-2', 'bytes=0x1-2', ' bytes=0-1', `bytes=0-${'9'.repeat(400)}`])(
    '%s is no range',
    (header) => expect(byteRangeOf(header, 10)).toBeNull(),
  );
});
