import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { touchSelect } from './touch-select';

const LONG_MS = 450;

/** A wall of three tiles, side by side, and what the hand on it was heard to do. */
function aWall() {
  const wall = document.createElement('div');
  wall.innerHTML = ['one', 'two', 'three'].map((name) => `<div data-name="${name}"><img></div>`).join('') + '<p></p>';
  const tiles = [...wall.children];
  document.elementFromPoint = (x) => tiles[Math.floor(x / 100)]?.firstElementChild ?? null;
  const heard: string[] = [];
  TestBed.runInInjectionContext(() => {
    touchSelect({ began: (name) => heard.push(`began ${name}`), reached: (name) => heard.push(`reached ${name}`) })(wall);
  });
  /** Tells whether the browser was kept from what it would do. */
  const touch = (type: string, x: number, { on = 0, fingers = 1 } = {}) => {
    const event = new Event(type, { bubbles: true, cancelable: true });
    Object.assign(event, { touches: Array.from({ length: type === 'touchend' ? 0 : fingers }, () => ({ clientX: x, clientY: 50 })) });
    (tiles[on]?.firstElementChild ?? tiles[on])?.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { heard, touch };
}

describe('selecting by finger', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('begins when a finger has lain on a tile for 450 ms, and not before', () => {
    const { heard, touch } = aWall();
    touch('touchstart', 50);
    jest.advanceTimersByTime(LONG_MS - 1);
    expect(heard).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(heard).toEqual(['began one']);
  });

  it('forgives a finger that trembles', () => {
    const { heard, touch } = aWall();
    touch('touchstart', 50);
    touch('touchmove', 58);
    jest.advanceTimersByTime(LONG_MS);
    expect(heard).toEqual(['began one']);
  });

  it('leaves a finger that moves at once to the browser, which scrolls', () => {
    const { heard, touch } = aWall();
    touch('touchstart', 50);
    expect(touch('touchmove', 80)).toBe(false);
    jest.advanceTimersByTime(LONG_MS);
    expect(touch('touchend', 80)).toBe(false);
    expect(heard).toEqual([]);
  });

  it('extends to each tile the finger is drawn to, while the wall stands still and no click follows', () => {
    const { heard, touch } = aWall();
    touch('touchstart', 50);
    jest.advanceTimersByTime(LONG_MS);
    expect(touch('touchmove', 150)).toBe(true);
    expect(touch('touchmove', 250)).toBe(true);
    expect(touch('touchmove', 950)).toBe(true); // beside the wall
    expect(touch('touchend', 250)).toBe(true);
    expect(heard).toEqual(['began one', 'reached two', 'reached three']);
    expect(touch('touchmove', 50)).toBe(false);
  });

  it('is not begun by a tap, by two fingers, nor beside the tiles', () => {
    const { heard, touch } = aWall();
    touch('touchstart', 50);
    jest.advanceTimersByTime(200);
    touch('touchend', 50);
    touch('touchstart', 50);
    touch('touchstart', 150, { fingers: 2 });
    jest.advanceTimersByTime(LONG_MS);
    touch('touchend', 50);
    touch('touchstart', 350, { on: 3 });
    jest.advanceTimersByTime(LONG_MS);
    expect(heard).toEqual([]);
  });

  it('opens no menu of the browser under a finger that lies on a tile, but does under a mouse', () => {
    const { touch } = aWall();
    expect(touch('contextmenu', 50)).toBe(false);
    touch('touchstart', 50);
    expect(touch('contextmenu', 50)).toBe(true);
  });
});
