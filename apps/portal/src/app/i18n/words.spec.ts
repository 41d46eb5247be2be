import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { show } from '../../testing/page';
import { LanguageSwitch } from './language-switch';
import { localeOf, preferred } from './language';
import { Words } from './words';

@Component({ selector: 'app-hello', imports: [LanguageSwitch], template: `<p>{{ words.t('signIn.title') }}</p><app-language-switch />` })
class Hello {
  protected readonly words = inject(Words);
}

function browserSpeaks(...languages: string[]): void {
  jest.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);
}

beforeEach(() => { localStorage.clear(); });
afterEach(() => { jest.restoreAllMocks(); });

describe('the language', () => {
  it.each([
    [['de-AT', 'en'], 'de'], [['fr', 'de', 'en'], 'de'], [['en-US', 'de'], 'en'], [['fr-FR'], 'en'], [[], 'en'], [['DE'], 'de'],
  ])('of a browser that speaks %j is %s', (spoken, language) => {
    expect(preferred(spoken).language).toBe(language);
  });

  it('is written as in the person’s region, if they have one for it', () => {
    expect(localeOf('de', ['en-US', 'de-CH'])).toBe('de-CH');
    expect(localeOf('de', ['en-US'])).toBe('de');
  });

  it('is the browser’s at first, and then the one that was chosen', async () => {
    browserSpeaks('de-DE');
    const words = TestBed.inject(Words);
    await words.start();
    expect(words.t('signIn.title')).toBe('Anmelden');
    await words.choose('en');
    TestBed.resetTestingModule();
    const later = TestBed.inject(Words);
    await later.start();
    expect(later.language()).toBe('en');
  });

  it('is switched on the open page, which says so of itself', async () => {
    const page = await show(Hello);
    expect(page.text).toContain('Sign in');
    expect(document.documentElement.lang).toBe('en');
    page.host.querySelectorAll('input')[1]?.click();
    await TestBed.inject(Words).choose('de');
    await page.settle();
    expect(page.text).toContain('Anmelden');
    expect(document.documentElement.lang).toBe('de');
    await TestBed.inject(Words).choose('en');
    await page.settle();
    expect(page.text).toContain('Sign in');
  });

  it('of a browser that lets nothing be kept can be chosen all the same', async () => {
    jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError'); });
    jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError'); });
    const words = TestBed.inject(Words);
    await words.start();
    await words.choose('de');
    expect(words.language()).toBe('de');
  });
});

describe('a text with a value in it', () => {
  it('says a prompt as it stands, though it looks like a place for a value', () => {
    const words = TestBed.inject(Words);
    expect(words.t('image.open', { prompt: '{{prompt}} and {{close}}' })).toBe('Open in Library: {{prompt}} and {{close}}');
  });
});

describe('a number, a date, a plural', () => {
  it('is written as the language has it', async () => {
    browserSpeaks('en-GB', 'de-DE');
    const words = TestBed.inject(Words);
    await words.start();
    expect([words.n('composer.images', 1), words.n('composer.images', 0), words.n('composer.images', 1284)]).toEqual(['1 image', '0 images', '1,284 images']);
    expect(words.date('2026-11-22T12:00:00.000Z', 'day')).toBe('22 November 2026');
    await words.choose('de');
    expect([words.n('composer.images', 1), words.n('composer.images', 1284)]).toEqual(['1 Bild', '1.284 Bilder']);
    expect(words.date('2026-11-02T12:00:00.000Z', 'day')).toBe('2. November 2026');
    expect(words.number(0.5)).toBe('0,5');
  });
});
