import { describe, expect, it } from '@jest/globals';
import { normalise } from './normalise';

describe('normalise', () => {
  it.each([
    ['Create an image of a red boat', 'a red boat'],
    ['please generate me a picture of the sea', 'the sea'],
    ['can you draw a cat', 'a cat'],
    ['A photo of mountains!', 'mountains'],
    ['Zeichne ein Haus', 'ein haus'],
    ['Erstelle mir ein Bild von einem Boot', 'einem boot'],
    ['bitte male einen Baum', 'einen baum'],
  ])('drops the asking in "%s"', (prompt, plain) => expect(normalise(prompt)).toBe(plain));

  it.each(['a drawing room', 'sketchbook', 'imagine', 'paintings on a wall', 'show'])('leaves "%s" alone', (prompt) => expect(normalise(prompt)).toBe(prompt));

  it('makes one of full-width, upper-case and oddly spaced letters', () => {
    expect(normalise('  ＳＥＡ\u00a0\n  Side ')).toBe('sea side');
  });
});
