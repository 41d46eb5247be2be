import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Theme } from './theme';

const KEY = 'vitrine.v1.theme';
const scheme = () => document.documentElement.style.colorScheme;

describe('the theme', () => {
  beforeEach(() => {
    localStorage.clear();
    document.documentElement.style.colorScheme = '';
  });

  it('is the system’s until another is chosen', () => {
    expect(TestBed.inject(Theme).choice()).toBe('system');
    expect(scheme()).toBe('');
  });

  it.each(['light', 'dark'] as const)('is %s at once when that is chosen, and is kept for the next page', (choice) => {
    const theme = TestBed.inject(Theme);
    theme.choose(choice);
    expect([theme.choice(), scheme(), localStorage.getItem(KEY)]).toEqual([choice, choice, choice]);
  });

  it('goes back to the system’s and leaves nothing behind', () => {
    const theme = TestBed.inject(Theme);
    theme.choose('dark');
    theme.choose('system');
    expect([theme.choice(), scheme(), localStorage.getItem(KEY)]).toEqual(['system', '', null]);
  });

  it('is what the page was drawn with before this ran', () => {
    document.documentElement.style.colorScheme = 'dark';
    expect(TestBed.inject(Theme).choice()).toBe('dark');
  });

  it('takes nothing that is no theme', () => {
    document.documentElement.style.colorScheme = 'light dark';
    expect(TestBed.inject(Theme).choice()).toBe('system');
  });

  it('lasts as long as the page where nothing may be kept', () => {
    const set = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError'); });
    const theme = TestBed.inject(Theme);
    theme.choose('dark');
    expect([theme.choice(), scheme()]).toEqual(['dark', 'dark']);
    set.mockRestore();
  });
});
