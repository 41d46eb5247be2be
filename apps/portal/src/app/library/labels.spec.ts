import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';
import { Words } from '../i18n/words';
import { dayLabel } from './day-label';
import { dayOf } from './layout/library-index';
import { fileSize } from './lightbox/file-size';
import { shortPrompt, tileLabel } from './tile-label';

const now = new Date(2026, 10, 22, 9);
const words = () => TestBed.inject(Words);
const label = (date: Date, narrow = false) => dayLabel(dayOf(date), now, narrow, words());

beforeEach(() => {
  localStorage.clear();
  jest.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB', 'de-DE']);
});
afterEach(() => { jest.restoreAllMocks(); });

describe('the heading of a day', () => {
  it('names today and yesterday', () => {
    expect(label(new Date(2026, 10, 22, 0, 1))).toBe('Today, 22 November');
    expect(label(new Date(2026, 10, 21, 23, 59))).toBe('Yesterday, 21 November');
  });

  it('tells the weekday, and the year when it is another', () => {
    expect(label(new Date(2026, 10, 20))).toBe('Friday, 20 November');
    expect(label(new Date(2025, 2, 3))).toBe('Monday, 3 March 2025');
  });

  it('is short where there is little room', () => {
    expect(label(now, true)).toBe('Today');
    expect(label(new Date(2026, 10, 20), true)).toBe('Fri 20 Nov');
  });

  it('is written as the chosen language has it', async () => {
    await words().choose('de');
    expect([label(now), label(new Date(2026, 10, 20)), label(new Date(2025, 2, 3))]).toEqual(['Heute, 22. November', 'Freitag, 20. November', 'Montag, 3. März 2025']);
    expect([label(now, true), label(new Date(2026, 10, 20), true)]).toEqual(['Heute', 'Fr, 20. Nov.']);
  });
});

describe('the label of a tile', () => {
  it('tells the place in the whole library, the day and the prompt', () => {
    const image = { prompt: 'a lighthouse', place: 'library' } as const;
    expect(tileLabel(13, 1284, new Date(2026, 10, 20), image, words())).toBe('Image 14 of 1,284, 20 November, prompt: a lighthouse');
  });

  it('tells when the image is on this device only', () => {
    expect(tileLabel(0, null, new Date(2026, 10, 20), { prompt: 'a harbour', place: 'device' }, words())).toBe('Image 1, 20 November, prompt: a harbour. This device only');
  });

  it('is put in the chosen language', async () => {
    await words().choose('de');
    expect(tileLabel(13, 1284, new Date(2026, 10, 20), { prompt: 'ein Hafen', place: 'device' }, words())).toBe('Bild 14 von 1.284, 20. November, Beschreibung: ein Hafen. Nur auf diesem Gerät');
  });

  it('cuts a long prompt between words', () => {
    const short = shortPrompt('lighthouse '.repeat(40));
    expect(short.length).toBeLessThanOrEqual(PROMPT_SHORT_MAX + 1);
    expect(short.endsWith('lighthouse…')).toBe(true);
  });
});

describe('the size of a file', () => {
  it.each([[0, '0 B'], [999, '999 B'], [2_400_000, '2.4 MB'], [31_000, '31 kB'], [123_456_789, '123 MB']])('of %d bytes is %s', (bytes, text) => {
    expect(fileSize(bytes, 'en')).toBe(text);
  });
});
