import { describe, expect, it } from '@jest/globals';
import { Selection } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: Selection) => [...selection.names()].sort().join('');

describe('the selection', () => {
  it('extends from the image last touched, whichever way', () => {
    const selection = new Selection();
    selection.toggle('d');
    selection.extendTo('b', order);
    expect(chosen(selection)).toBe('bcd');
  });

  it('begins at the image itself when nothing was touched before, or what was is gone', () => {
    const selection = new Selection();
    selection.extendTo('c', order);
    expect(chosen(selection)).toBe('c');
    selection.extendTo('e', ['d', 'e']);
    expect(chosen(selection)).toBe('ce');
  });

  it('takes all, and gives all back when all were taken', () => {
    const selection = new Selection();
    selection.toggle('b');
    selection.toggleAll(order);
    expect(chosen(selection)).toBe('abcde');
    selection.toggleAll(order);
    expect(selection.active()).toBe(false);
  });

  it('forgets what is no longer there', () => {
    const selection = new Selection();
    selection.toggleAll(order);
    selection.keep(new Set(['a', 'c']));
    expect(chosen(selection)).toBe('ac');
  });
});
