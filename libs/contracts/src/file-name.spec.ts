import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldedName, imageFileName } from './file-name';

const DAY = '2026-11-22';
const named = (text: string) => imageFileName(text, DAY, 'png');

describe('imageFileName', () => {
  it.each([
    ['Lighthouse at dusk', 'lighthouse-at-dusk'],
    ['Ein Bär – 灯台', 'ein-bär-灯台'],
    ['Cafe\u0301', 'caf\u00e9'],
    ['Маяк в сумерках', 'маяк-в-сумерках'],
    ['हिन्दी में चित्र', 'हिन्दी-में-चित्र'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['a 👩🏽‍🚀 and 🇩🇪', 'a-👩🏽‍🚀-and-🇩🇪'],
    ['../../etc/passwd: "a" \\ b? <c> | *', 'etc-passwd-a-b-c'],
    ['a. b . ..', 'a-b'],
    ['a\u202egnp.exe\u2066\u200f\u0000\u0007\ufeff', 'agnp-exe'],
    ['\u3164\u115f\uffa0\u00ad', 'image'],
    ['\u200d\u0301 ?!', 'image'],
    ['\ud83d broken \udc00', 'broken'],
    ['', 'image'],
    ['CON', 'con'],
  ])('%j is called %j', (text, name) => {
    expect(named(text)).toBe(`2026-11-22_${name}.png`);
  });

  it('is cut between graphemes, by bytes and by their number', () => {
    expect(named('x'.repeat(200))).toBe(`2026-11-22_${'x'.repeat(60)}.png`);
    expect(named('港'.repeat(200))).toBe(`2026-11-22_${'港'.repeat(37)}.png`);
    expect(named(`${'港'.repeat(35)}👩🏽‍🚀`)).toBe(`2026-11-22_${'港'.repeat(35)}.png`);
    expect(named(`a${'\u0335'.repeat(900)}`)).toBe('2026-11-22_image.png');
  });

  it('is safe on every file system, whatever the text', () => {
    const texts = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('aux', 'nul.', 'com1', 'a/b', '%00'));
    fc.assert(fc.property(texts, (text) => {
      const name = named(text);
      expect(name).toMatch(/^2026-11-22_.+\.png$/su);
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[. ]\.png$/u);
      expect(name.isWellFormed() && name === name.normalize('NFC')).toBe(true);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(143 - '-1000'.length);
    }));
  });
});

describe('foldedName', () => {
  it.each([['Ä', 'ä'], ['straße', 'STRASSE'], ['ﬁ', 'FI'], ['Σ', 'σ']])('takes %s and %s for one', (one, two) => {
    expect(foldedName(one)).toBe(foldedName(two));
  });
});
