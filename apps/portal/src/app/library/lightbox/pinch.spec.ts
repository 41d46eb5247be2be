import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Pinch } from './pinch';

const finger = (pointerId: number, clientX: number, clientY: number, pointerType = 'touch') => ({ pointerId, pointerType, clientX, clientY });
const place = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 800 }) });

describe('two fingers on an image', () => {
  let pinch = new Pinch();
  beforeEach(() => { pinch = new Pinch(); });

  it('are told by how much they went apart, about the point that was between them', () => {
    pinch.down(finger(1, 100, 200));
    pinch.down(finger(2, 200, 200));
    expect(pinch.active).toBe(true);
    expect(pinch.move(finger(2, 300, 200))).toEqual({ ratio: 2, dx: 50, dy: 0, clientX: 150, clientY: 200 });
    expect(pinch.move(finger(1, 200, 200))?.ratio).toBe(0.5);
  });

  it('enlarge nothing when they move alike, and take the image with them', () => {
    fc.assert(fc.property(place, place, place, (one, other, way) => {
      pinch = new Pinch();
      pinch.down(finger(1, one.x, one.y));
      pinch.down(finger(2, other.x, other.y));
      const steps = [pinch.move(finger(1, one.x + way.x, one.y + way.y)), pinch.move(finger(2, other.x + way.x, other.y + way.y))];
      expect(steps.reduce((sum, step) => sum + (step?.dx ?? 0), 0)).toBeCloseTo(way.x, 6);
      expect(steps.reduce((sum, step) => sum + (step?.dy ?? 0), 0)).toBeCloseTo(way.y, 6);
      const apart = Math.hypot(one.x - other.x, one.y - other.y);
      const midway = Math.hypot(one.x + way.x - other.x, one.y + way.y - other.y);
      if (apart >= 1 && midway >= 1) expect(steps.reduce((product, step) => product * (step?.ratio ?? 1), 1)).toBeCloseTo(1, 6);
    }));
  });

  it('are two only as long as both are there', () => {
    pinch.down(finger(1, 100, 200));
    expect(pinch.active).toBe(false);
    expect(pinch.move(finger(1, 120, 200))).toBeNull();
    pinch.down(finger(2, 200, 200));
    expect(pinch.only).toBeNull();
    pinch.up({ pointerId: 1 });
    expect(pinch.active).toBe(false);
    expect(pinch.only).toMatchObject({ pointerId: 2 });
    expect(pinch.move(finger(2, 260, 200))).toBeNull();
  });

  it('are not the mouse, nor one that was never put down', () => {
    pinch.down(finger(1, 100, 200, 'mouse'));
    pinch.down(finger(2, 200, 200));
    expect(pinch.active).toBe(false);
    expect(pinch.move(finger(3, 0, 0))).toBeNull();
  });
});
