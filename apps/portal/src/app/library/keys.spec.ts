import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gridKey } from './grid/grid-keys';
import { libraryKey } from './library-keys';
import { around, lightboxKey } from './lightbox/lightbox-keys';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: document.body, ...held });

describe('the keys of the grid', () => {
  it('walk, and with Shift extend the selection', () => {
    expect(gridKey(press('ArrowDown'))).toEqual({ kind: 'walk', step: 'down', extend: false });
    expect(gridKey(press('ArrowRight', { shiftKey: true }))).toEqual({ kind: 'walk', step: 'right', extend: true });
  });

  it.each([['Enter', 'open'], [' ', 'select'], ['Delete', 'remove'], ['C', 'copy'], ['Escape', 'clear']])('%j means %s', (key, kind) => {
    expect(gridKey(press(key))).toEqual({ kind });
  });

  it('leave the browser its own', () => {
    expect(gridKey(press('c', { ctrlKey: true }))).toBeNull();
    expect(gridKey(press('ArrowLeft', { altKey: true }))).toBeNull();
    expect(gridKey(press('Tab'))).toBeNull();
  });

  it('leave single letters alone when they are switched off', () => {
    expect(gridKey(press('c'), false)).toBeNull();
    expect(gridKey(press('Delete'), false)).toEqual({ kind: 'remove' });
  });
});

describe('the keys of the library', () => {
  const typed = (key: string, held = {}, target: Element = document.body) => libraryKey({ ...press(key, held), defaultPrevented: false, target }, true);

  it('select all with Ctrl or Cmd and A', () => {
    expect(typed('a', { ctrlKey: true })).toBe('all');
    expect(typed('A', { metaKey: true })).toBe('all');
  });

  it.each([['/', 'search'], ['[', 'earlier'], [']', 'later'], ['+', 'larger'], ['-', 'smaller'], ['0', 'usual'], ['Escape', 'clear']])('%j means %s', (key, wish) => {
    expect(typed(key)).toBe(wish);
  });

  it('leave text to who types it, and other keys to the browser', () => {
    const field = document.createElement('input');
    expect([typed('/', {}, field), typed('a', { ctrlKey: true }, field), typed('Escape', {}, field)]).toEqual([null, null, null]);
    expect([typed('x'), typed('+', { ctrlKey: true })]).toEqual([null, null]);
  });

  it('are silent when single letters are switched off', () => {
    expect(libraryKey({ ...press('/'), defaultPrevented: false }, false)).toBeNull();
  });
});

describe('the keys of an open image', () => {
  it('leave Space to a button that has the focus', () => {
    const button = document.createElement('button');
    expect(lightboxKey({ ...press(' '), target: button })).toBeNull();
    expect(lightboxKey(press(' '))).toBe('zoom');
  });

  it('leave copying and zooming of the browser alone', () => {
    expect(lightboxKey(press('c', { ctrlKey: true }))).toBeNull();
    expect(lightboxKey(press('+', { metaKey: true }))).toBeNull();
  });
});

describe('the film strip', () => {
  it('always holds the image shown and as many around it as there are, up to its length', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1))), fc.integer({ min: 1, max: 20 }), ([count, place], most) => {
      const { from, to } = around(place, count, most);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from <= place && place < to && to <= count).toBe(true);
      expect(to - from).toBe(Math.min(most, count));
    }));
  });
});
