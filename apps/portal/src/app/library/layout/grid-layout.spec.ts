import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GridLayout, type GridShape, isHeading, layoutOf, rowOf, tilesOf } from './grid-layout';
import { gridAspect, justify, ROW_LOWEST, ROW_TALLEST } from './justify';
import { dateOf, dayOf, type LibraryIndex } from './library-index';

const aspects = fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { maxLength: 300 });
const shape: fc.Arbitrary<GridShape> = fc.record({
  width: fc.integer({ min: 280, max: 4000 }), target: fc.integer({ min: 100, max: 320 }),
  gap: fc.integer({ min: 0, max: 12 }), heading: fc.constant(44), square: fc.boolean(),
});
const index: fc.Arbitrary<LibraryIndex> = aspects.chain((ratios) =>
  fc.array(fc.integer({ min: 0, max: 6 }), { minLength: ratios.length, maxLength: ratios.length }).map((days) => ({
    names: ratios.map((_, at) => `image-${at}`), aspects: ratios, days: days.sort((a, b) => b - a),
  })));

const rowsOf = (layout: GridLayout) => Array.from({ length: layout.rows }, (_, row) => row);

describe('the justified layout', () => {
  it('places every image once, in exactly the order of the index', () => {
    fc.assert(fc.property(index, shape, (given, form) => {
      const layout = layoutOf(given, form);
      const placed = rowsOf(layout).flatMap((row) => tilesOf(layout, row).map(({ tile }) => tile));
      expect(placed).toEqual(given.names.map((_, at) => at));
    }));
  });

  it('lets no row and no tile overlap another', () => {
    fc.assert(fc.property(index, shape, (given, form) => {
      const layout = layoutOf(given, form);
      for (const row of rowsOf(layout).slice(1)) {
        expect(layout.tops[row]!).toBeGreaterThanOrEqual(layout.tops[row - 1]! + layout.heights[row - 1]! - 1e-6);
      }
      for (const row of rowsOf(layout)) {
        tilesOf(layout, row).reduce((right, { left, width }) => {
          expect(left).toBeGreaterThanOrEqual(right - 1e-6);
          return left + width;
        }, 0);
      }
    }));
  });

  it('begins each day with a heading and never mixes two days in one row', () => {
    fc.assert(fc.property(index, shape, (given, form) => {
      const layout = layoutOf(given, form);
      const rows = rowsOf(layout);
      const headed = rows.filter((row) => isHeading(layout, row)).map((row) => given.days[layout.firsts[row]!]);
      expect(headed).toEqual([...new Set(Array.from(given.days))]);
      for (const row of rows) {
        expect(new Set(tilesOf(layout, row).map(({ tile }) => given.days[tile])).size).toBeLessThanOrEqual(1);
      }
    }));
  });

  it('finds the row of any tile', () => {
    fc.assert(fc.property(index, shape, (given, form) => {
      const layout = layoutOf(given, form);
      for (const tile of given.names.keys()) {
        expect(tilesOf(layout, rowOf(layout, tile)).map((placed) => placed.tile)).toContain(tile);
      }
    }));
  });

  it('keeps squares square and within the width', () => {
    fc.assert(fc.property(index, shape, (given, form) => {
      const layout = layoutOf(given, { ...form, square: true });
      for (const row of rowsOf(layout)) {
        for (const { left, width } of tilesOf(layout, row)) {
          expect(width).toBeCloseTo(layout.heights[row]!, 6);
          expect(left + width).toBeLessThanOrEqual(form.width + 1e-6);
        }
      }
    }));
  });

  it('lays out a hundred thousand images at once', () => {
    const count = 100_000;
    const given = {
      names: Array.from({ length: count }, (_, at) => String(at)),
      aspects: Float32Array.from({ length: count }, (_, at) => [1.5, 1, 0.667][at % 3]!),
      days: Int32Array.from({ length: count }, (_, at) => 20_000 - Math.floor(at / 37)),
    };
    const layout = layoutOf(given, { width: 1104, target: 196, gap: 6, heading: 44, square: false });
    expect(layout.ends[layout.rows - 1]).toBe(count);
  });
});

describe('a justified run', () => {
  const lengths = fc.record({ width: fc.integer({ min: 280, max: 4000 }), target: fc.integer({ min: 100, max: 320 }), gap: fc.integer({ min: 0, max: 12 }) });
  const sumOf = (ratios: number[], from: number, to: number) => ratios.slice(from, to).reduce((sum, ratio) => sum + gridAspect(ratio), 0);

  it('fills the width with every row but the last', () => {
    fc.assert(fc.property(aspects, lengths, (ratios, { width, target, gap }) => {
      const run = justify(ratios, width, target, gap);
      run.ends.slice(0, -1).forEach((end, row) => {
        const first = run.ends[row - 1] ?? 0;
        expect(sumOf(ratios, first, end) * run.heights[row]! + gap * (end - first - 1)).toBeCloseTo(width, 3);
      });
    }));
  });

  it('never lets the last row be wider than the grid', () => {
    fc.assert(fc.property(aspects.filter((ratios) => ratios.length > 0), lengths, (ratios, { width, target, gap }) => {
      const run = justify(ratios, width, target, gap);
      const row = run.ends.length - 1;
      const first = run.ends[row - 1] ?? 0;
      expect(sumOf(ratios, first, ratios.length) * run.heights[row]! + gap * (ratios.length - first - 1)).toBeLessThanOrEqual(width + 1e-3);
    }));
  });

  it('keeps every height near the target: low only where one tile fewer would have been too high', () => {
    fc.assert(fc.property(aspects, lengths, (ratios, { width, target, gap }) => {
      const run = justify(ratios, width, target, gap);
      run.heights.forEach((height, row) => {
        expect(height).toBeLessThan(target * ROW_TALLEST);
        if (height >= target * ROW_LOWEST) return;
        const [first, end] = [run.ends[row - 1] ?? 0, run.ends[row]!];
        const shorter = (width - gap * (end - first - 2)) / sumOf(ratios, first, end - 1);
        expect(end - first === 1 || shorter >= target * ROW_TALLEST).toBe(true);
      });
    }));
  });
});

describe('a local day', () => {
  it('comes back as a date of the same day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => dayOf(dateOf(day)) === day));
  });
});
