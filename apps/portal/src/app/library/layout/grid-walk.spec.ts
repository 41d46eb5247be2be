import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type GridLayout, layoutOf, rowOf, tilesOf } from './grid-layout';
import { type Step, walk } from './grid-walk';
import { anchorsAt, scrollTopOf } from './scroll-anchor';

const names = Array.from({ length: 120 }, (_, at) => `image-${at}`);
const grid = (of = names, width = 900): GridLayout => layoutOf(
  { names: of, aspects: of.map((name) => [1.5, 1, 0.667][Number(name.slice(6)) % 3]!), days: of.map((name) => 500 - Math.floor(Number(name.slice(6)) / 11)) },
  { width, target: 196, gap: 6, heading: 44, square: false },
);
const steps = fc.constantFrom<Step>('left', 'right', 'up', 'down', 'row-start', 'row-end', 'page-up', 'page-down');

describe('walking the grid by keys', () => {
  it('always lands on an image', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 119 }), fc.array(steps, { maxLength: 40 }), fc.integer({ min: 300, max: 2000 }), (start, way, width) => {
      const layout = grid(names, width);
      const end = way.reduce((tile, step) => walk(layout, tile, step, 700), start);
      expect(names[end]).toBeDefined();
    }));
  });

  it('goes down to a tile of the next row with tiles, across the heading of a day', () => {
    const layout = grid();
    const below = walk(layout, 10, 'down', 700);
    expect(rowOf(layout, below)).toBe(rowOf(layout, 10) + 2);
  });

  it('goes down to the tile that lies under the middle of the one left', () => {
    const layout = grid();
    const [here] = tilesOf(layout, rowOf(layout, 0));
    const below = walk(layout, 0, 'down', 700);
    const middle = here!.left + here!.width / 2;
    const away = tilesOf(layout, rowOf(layout, below)).map(({ tile, left, width }) => ({ tile, away: Math.abs(left + width / 2 - middle) }));
    expect(below).toBe(away.reduce((best, one) => (one.away < best.away ? one : best)).tile);
  });

  it('stays where it is at the edges', () => {
    const layout = grid();
    expect(walk(layout, 0, 'left', 700)).toBe(0);
    expect(walk(layout, 0, 'up', 700)).toBe(0);
    expect(walk(layout, 119, 'right', 700)).toBe(119);
    expect(walk(layout, 119, 'down', 700)).toBe(119);
  });

  it('turns a page forward by about one screen', () => {
    const layout = grid();
    const reached = layout.tops[rowOf(layout, walk(layout, 0, 'page-down', 700))]!;
    expect(reached).toBeGreaterThan(400);
    expect(reached).toBeLessThan(1000);
  });
});

describe('the scroll anchor', () => {
  it('keeps what is seen where it was when images above it go', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2500 }), fc.array(fc.integer({ min: 0, max: 119 }), { maxLength: 20 }), (top, gone) => {
      const before = grid();
      const left = names.filter((_, at) => !gone.includes(at));
      const anchors = anchorsAt(before, names, top, top + 700);
      const kept = anchors.find(({ name }) => left.includes(name));
      const after = grid(left);
      const scrollTop = scrollTopOf(after, left, anchors);
      if (!kept) return expect(scrollTop).toBeNull();
      const place = after.tops[rowOf(after, left.indexOf(kept.name))]!;
      expect(scrollTop).toBeCloseTo(Math.max(0, place - kept.offset), 6);
    }));
  });

  it('lets what is new be seen by those who are at the top', () => {
    expect(anchorsAt(grid(), names, 0, 700)).toEqual([]);
  });
});
