import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FITTED, panned, SCALE_MAX, type StageSize, swipeOf, type Zoom, zoomAt, zoomedIn, zoomedOut } from './zoom';

const edge = fc.integer({ min: 100, max: 3000 });
const sizes: fc.Arbitrary<StageSize> = fc.record({ stage: fc.record({ width: edge, height: edge }), share: fc.double({ min: 0.1, max: 1, noNaN: true }) })
  .map(({ stage, share }) => ({ stage, image: { width: stage.width * share, height: stage.height * share } }));
const amount = fc.double({ min: -4000, max: 4000, noNaN: true });
const zooms = fc.record({ scale: fc.double({ min: 1, max: SCALE_MAX, noNaN: true }), x: amount, y: amount });

const withinEdges = (zoom: Zoom, { image, stage }: StageSize) =>
  Math.abs(zoom.x) <= Math.max(0, (image.width * zoom.scale - stage.width) / 2) + 1e-6
  && Math.abs(zoom.y) <= Math.max(0, (image.height * zoom.scale - stage.height) / 2) + 1e-6;

describe('zooming on the stage', () => {
  it('never shows less than the whole image fitted, nor more than the greatest scale', () => {
    fc.assert(fc.property(zooms, fc.double({ min: 0.001, max: 100, noNaN: true }), amount, amount, sizes, (zoom, scale, x, y, size) => {
      const next = zoomAt(zoom, scale, { x, y }, size);
      expect(next.scale).toBeGreaterThanOrEqual(1);
      expect(next.scale).toBeLessThanOrEqual(SCALE_MAX);
    }));
  });

  it('never moves the image past its own edges', () => {
    fc.assert(fc.property(zooms, amount, amount, sizes, (zoom, dx, dy, size) => withinEdges(panned(zoom, dx, dy, size), size)));
  });

  it('keeps the point under the pointer where it is while there is slack', () => {
    const size = { stage: { width: 1000, height: 800 }, image: { width: 1000, height: 800 } };
    const once = zoomAt(FITTED, 2, { x: 100, y: -50 }, size);
    expect((100 - once.x) / once.scale).toBeCloseTo(100, 6);
    expect((-50 - once.y) / once.scale).toBeCloseTo(-50, 6);
  });

  it('comes back to the fitted image by as many steps out as in', () => {
    const size = { stage: { width: 1000, height: 800 }, image: { width: 900, height: 600 } };
    expect(zoomedOut(zoomedOut(zoomedIn(zoomedIn(FITTED, size), size), size), size)).toEqual(FITTED);
  });
});

describe('a swipe', () => {
  it.each([[-80, 10, 'next'], [80, -20, 'previous'], [5, 120, 'close'], [30, 5, null], [-70, 60, null], [0, -200, null]] as const)(
    'by %d across and %d down means %s', (dx, dy, meant) => { expect(swipeOf(dx, dy)).toBe(meant); },
  );
});
