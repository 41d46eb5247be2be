import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { sketch } from './index';
import { inspectSvg } from './testing/inspect-svg';
import { PROMPTS, SHAPES } from './testing/prompts';
import { COLOUR_WORDS } from './words/colour-words';
import { MOMENT_WORDS } from './words/moment-words';
import { STYLE_WORDS } from './words/style-words';
import { SUBJECT_WORDS } from './words/subject-words';

const GRAIN_TILE = 256;
const square = { width: 512, height: 512 };
const knownWords = [SUBJECT_WORDS, ...Object.values(MOMENT_WORDS), STYLE_WORDS, COLOUR_WORDS].flatMap((table) => Object.keys(table));
const joined = (texts: readonly string[]) => fc.array(fc.constantFrom(...texts), { maxLength: 5 }).map((some) => some.join(' '));
const prompts = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 200 }), joined(PROMPTS), joined(knownWords));
const sides = fc.integer({ min: 16, max: 8192 });
/** Compared as a truth, for a failing comparison of two whole documents prints both. */
const alike = (one: string, other: string): boolean => one === other;
const withoutGrain = (svg: string) => svg.replace(/<feTurbulence[^>]*>/, '');

describe('the same picture again', () => {
  it('comes, byte for byte, from the same prompt, size and seed', () => {
    fc.assert(fc.property(prompts, sides, sides, fc.integer(), (prompt, width, height, seed) => {
      expect(alike(sketch(prompt, { width, height, seed }), sketch(prompt, { width, height, seed }))).toBe(true);
    }));
  });

  it('does not depend on what was drawn before', () => {
    const first = sketch('a lighthouse at dusk', square);
    for (const prompt of PROMPTS) sketch(prompt, square);
    expect(alike(sketch('a lighthouse at dusk', square), first)).toBe(true);
  });

  it.each(['  a   lighthouse\tat\ndusk ', 'A Lighthouse at DUSK', 'Create an image of a lighthouse at dusk', 'please draw me a picture of a lighthouse at dusk.', 'Erstelle ein Bild von a lighthouse at dusk'])(
    'comes from "%s" as from the plain words',
    (prompt) => expect(alike(sketch(prompt, square), sketch('a lighthouse at dusk', square))).toBe(true),
  );

  it('takes the number 7 and the text "7" for one seed', () => {
    expect(alike(sketch('sea', { ...square, seed: 7 }), sketch('sea', { ...square, seed: '7' }))).toBe(true);
  });
});

describe('another picture', () => {
  it('comes from any other word, and not by its grain alone', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(fc.property(word, word, (one, other) => {
      fc.pre(one !== other);
      expect(alike(withoutGrain(sketch(`a ${one} at dusk`, square)), withoutGrain(sketch(`a ${other} at dusk`, square)))).toBe(false);
    }));
  });

  it('comes from another seed', () => {
    const pictures = ['', 0, 1, 2, 'one', 'two'].map((seed) => withoutGrain(sketch('a lighthouse at dusk', { ...square, seed })));
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it('keeps prompt and seed apart', () => {
    expect(alike(sketch('sea', { ...square, seed: 'side' }), sketch('seaside', square))).toBe(false);
  });

  it('comes from each of three hundred prompts that say nothing we know', () => {
    const pictures = Array.from({ length: 300 }, (_, i) => sketch(`xq${i.toString(36)}`, { width: 64, height: 64 }));
    expect(new Set(pictures).size).toBe(300);
  });
});

describe('the document', () => {
  const expectWhole = (prompt: string, width: number, height: number) => {
    const svg = sketch(prompt, { width, height });
    expect(/NaN|Infinity|undefined|null/.exec(svg)?.[0]).toBeUndefined();
    const { defined, referred, numbers } = inspectSvg(svg);
    expect([...referred].filter((id) => !defined.has(id))).toEqual([]);
    const far = 4 * Math.max(width, height, GRAIN_TILE);
    expect(numbers.filter((number) => !Number.isFinite(number) || Math.abs(number) > far)).toEqual([]);
  };

  it('is well-formed, whole and finite whatever the prompt and the size', () => {
    fc.assert(fc.property(prompts, sides, sides, expectWhole));
  });

  /** Found by the property above: the grid's rays ended far outside the picture. */
  it.each([['synthwave mountains', 129, 129], ['neon city', 1024, 1024], ['minimal cat neon', 2048, 2048]] as const)('is whole and finite for "%s" at %d × %d', expectWhole);

  it('says its size', () => {
    expect(sketch('sea', { width: 1536, height: 1024 })).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1536" height="1024" viewBox="0 0 1536 1024">/);
  });

  it.each(PROMPTS)('stays under 200 kB in every shape: %s', (prompt) => {
    for (const shape of SHAPES) expect(Buffer.byteLength(sketch(prompt, shape))).toBeLessThan(200_000);
  });

  it('holds shapes only: nothing written, fetched or run', () => {
    for (const prompt of PROMPTS) {
      const { elements, attributes } = inspectSvg(sketch(prompt, square));
      for (const element of ['text', 'image', 'script', 'foreignObject', 'style', 'a', 'animate', 'set', 'title']) expect(elements).not.toContain(element);
      expect(attributes.filter(([name]) => name.startsWith('on'))).toEqual([]);
      expect(attributes.filter(([name, value]) => name === 'href' && !value.startsWith('#'))).toEqual([]);
      expect(attributes.filter(([name, value]) => name !== 'xmlns' && value.includes(':') && !value.startsWith('mix-blend-mode:'))).toEqual([]);
    }
  });

  it('never repeats a word of the prompt', () => {
    const token = fc.stringMatching(/^zq[a-z]{4,12}$/);
    fc.assert(fc.property(token, fc.constantFrom(...PROMPTS), (word, prompt) => {
      expect(sketch(`${word} ${prompt} "><script>${word}</script>&${word};`, square).includes(word)).toBe(false);
    }));
  });

  it.each([0, 15, 8193, 12.5, -512, Number.NaN, Number.POSITIVE_INFINITY])('is refused at a side of %d pixels', (width) => {
    expect(() => sketch('sea', { width, height: 512 })).toThrow(RangeError);
  });
});

describe('the drawing', () => {
  it.each(PROMPTS)('becomes pixels that are not all alike: %s', async (prompt) => {
    const { data, info } = await sharp(Buffer.from(sketch(prompt, { width: 240, height: 160 }))).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([240, 160]);
    const { channels } = await sharp(data, { raw: info }).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(6);
  });
});
