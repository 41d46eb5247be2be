import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GridLayout, layoutOf } from './grid-layout';
import { rowsBetween, targetFor, tilesIn, windowOf } from './grid-window';

const layouts = fc.record({
  aspects: fc.array(fc.constantFrom(1.5, 1, 0.667, 3), { maxLength: 400 }),
  width: fc.integer({ min: 280, max: 3000 }), perDay: fc.integer({ min: 1, max: 50 }),
}).map(({ aspects, width, perDay }): GridLayout => layoutOf(
  { names: aspects.map((_, at) => `${at}`), aspects, days: aspects.map((_, at) => 1000 - Math.floor(at / perDay)) },
  { width, target: 196, gap: 6, heading: 44, square: false },
));
const view = fc.record({ top: fc.integer({ min: -200, max: 20_000 }), screen: fc.integer({ min: 1, max: 2200 }) });

describe('the window over the rows', () => {
  it('holds every row of which something is seen, and no other', () => {
    fc.assert(fc.property(layouts, view, (layout, { top, screen }) => {
      const { from, to } = rowsBetween(layout, top, top + screen);
      for (let row = 0; row < layout.rows; row++) {
        const seen = layout.tops[row]! < top + screen && layout.tops[row]! + layout.heights[row]! > top;
        expect(row >= from && row < to).toBe(seen);
      }
    }));
  });

  it('reaches one screen further both ways while the tiles allowed suffice', () => {
    fc.assert(fc.property(layouts, view, (layout, { top, screen }) => {
      const all = rowsBetween(layout, top - screen, top + 2 * screen);
      expect(windowOf(layout, top, top + screen, screen, Infinity)).toEqual(
        all.to > all.from && rowsBetween(layout, top, top + screen).to > rowsBetween(layout, top, top + screen).from ? all : expect.anything(),
      );
    }));
  });

  it('adds no row beyond the tiles allowed', () => {
    fc.assert(fc.property(layouts, view, fc.integer({ min: 1, max: 120 }), (layout, { top, screen }, most) => {
      const seen = tilesIn(layout, rowsBetween(layout, top, top + screen));
      expect(tilesIn(layout, windowOf(layout, top, top + screen, screen, most))).toBeLessThanOrEqual(Math.max(most, seen));
    }));
  });

  it('never shows more than 400 tiles at once, on any screen', () => {
    fc.assert(fc.property(
      fc.integer({ min: 320, max: 7680 }), fc.integer({ min: 480, max: 4320 }), fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(140, 196, 320), fc.boolean(),
      (width, height, at, wanted, square) => {
        const count = 3000;
        const layout = layoutOf(
          { names: Array.from({ length: count }, String), aspects: Array.from({ length: count }, (_, tile) => [0.667, 1, 1.5, 0.4][tile % 4]!), days: Array.from({ length: count }, () => 1) },
          { width, target: targetFor(wanted, width, height, 200), gap: 6, heading: 44, square },
        );
        const top = at * layout.height;
        expect(tilesIn(layout, windowOf(layout, top, top + height, height, 400))).toBeLessThanOrEqual(400);
      },
    ));
  });
});
