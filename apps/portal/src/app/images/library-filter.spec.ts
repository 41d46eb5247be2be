import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVERYTHING, filterOf, type LibraryFilter, matches, narrows, paramsOf, queryOf } from './library-filter';
import { anImage } from './testing/images';

const day = fc.date({ min: new Date(2020, 0, 1), max: new Date(2030, 0, 1), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const filters: fc.Arbitrary<LibraryFilter> = fc.record({
  q: maybe(fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9})?$/)), shape: maybe(fc.constantFrom('square' as const, 'landscape' as const, 'portrait' as const)),
  model: maybe(fc.constant('sketch-1')), from: maybe(day), to: maybe(day), favorite: fc.boolean(), source: maybe(fc.constantFrom('generated' as const, 'imported' as const)),
  album: maybe(fc.uuid()), tag: maybe(fc.constant('sea')), order: fc.constantFrom('newest' as const, 'oldest' as const),
});

describe('the filter in the address', () => {
  it('is read back as it was written', () => {
    fc.assert(fc.property(filters, (filter) => { expect(filterOf(paramsOf(filter))).toEqual(filter); }));
  });

  it('is none, whatever else somebody writes there', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('shape', 'from', 'to', 'favorite', 'source', 'album', 'order'), fc.string()), (params) => {
      fc.pre(!Object.values(params).some((value) => /^(true|oldest|square|landscape|portrait|generated|imported|[-0-9a-f]{10,36})$/.test(value)));
      expect(filterOf(params)).toEqual(EVERYTHING);
    }));
    expect(filterOf({ from: '2026-02-31', q: '   ' })).toEqual(EVERYTHING);
    expect(filterOf({ q: 'a\0b', model: 'a\nb', tag: '\ud83d' })).toEqual(EVERYTHING);
  });

  it('is cut to what the API takes, and no character in two', () => {
    expect(filterOf({ q: `${'a'.repeat(199)}🐦`, model: `${'m'.repeat(99)}🐦`, tag: `${'T'.repeat(39)}🐦` })).toMatchObject({ q: 'a'.repeat(199), model: 'm'.repeat(99), tag: 't'.repeat(39) });
  });

  it('leaves nothing out when it is empty, and the order is no filter', () => {
    expect(narrows(EVERYTHING)).toBe(false);
    expect(narrows({ ...EVERYTHING, order: 'oldest' })).toBe(false);
    expect(narrows({ ...EVERYTHING, favorite: true })).toBe(true);
  });

  it('speaks of whole days of this device', () => {
    expect(queryOf({ ...EVERYTHING, from: '2026-11-20', to: '2026-11-20' })).toEqual({
      from: new Date(2026, 10, 20).toISOString(), to: new Date(2026, 10, 21).toISOString(),
    });
  });
});

describe('an image of this device', () => {
  const image = anImage({ prompt: 'A lighthouse at dusk', width: 100, height: 100, createdAt: new Date(2026, 10, 20, 23, 59).toISOString() }, 'device');
  it.each([
    [{ q: 'DUSK light' }, true], [{ q: 'dusk harbour' }, false], [{ shape: 'square' }, true], [{ shape: 'portrait' }, false],
    [{ from: '2026-11-20', to: '2026-11-20' }, true], [{ from: '2026-11-21' }, false], [{ to: '2026-11-19' }, false],
    [{ favorite: true }, false], [{ model: 'sketch-1' }, true], [{ album: '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f' }, false], [{}, true],
  ] as const)('under the filter %j is shown: %s', (change, shown) => {
    expect(matches(image, { ...EVERYTHING, ...change })).toBe(shown);
  });

  it('is found by a tag in either normal form', () => {
    const { tag } = filterOf({ tag: 'CAFE\u0301' });

    for (const kept of ['café', 'cafe\u0301']) expect(matches(anImage({ tags: [kept] }, 'device'), { ...EVERYTHING, tag })).toBe(true);
  });

  it.each([['Ключ от дома', 'КЛ'], ['Große Straße', 'STRASSE'], ['cafe\u0301', 'CAFÉ'], ['ＬＩＧＨＴ', 'light'], ['ΟΔΟΣ', 'οδός'], ['שָׁלוֹם', 'שלום'], ['Đà Nẵng', 'da nang'], ['IŞIK', 'ışık']])('is found however it is written: %j by %j', (prompt, q) => {
    expect(matches(anImage({ prompt }, 'device'), { ...EVERYTHING, q })).toBe(true);
  });
});
