import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subjectOf } from './prompt-subject';

describe('what a prompt is about', () => {
  it.each([
    ['Create an image of a lighthouse at dusk', 'a lighthouse at dusk'],
    ['create the image of Venus', 'Venus'],
    ['Please make me a picture of an owl', 'an owl'],
    ['Draw me a picture of two foxes', 'two foxes'],
    ['MAKE  AN\nIMAGE OF rain', 'rain'],
    ['  Generate an image of   the sea ', 'the sea'],
  ])('leaves the request out of %j', (prompt, sent) => {
    expect(subjectOf(prompt)).toBe(sent);
  });

  it.each([
    'a lighthouse at dusk',
    'A robot that can create an image of itself',
    'Draw near, stranger',
    'Make a photo of my dreams',
    'Create an imageof nothing',
  ])('leaves %j alone', (prompt) => {
    expect(subjectOf(prompt)).toBe(prompt);
  });

  it.each(['Create an image of', 'Create an image of \u200b', 'Draw me a picture of \u3164\u2800'])('keeps the words when the request is all that can be seen: %j', (prompt) => {
    expect(subjectOf(prompt)).toBe(prompt);
  });

  it('never makes an empty prompt of words, and strips only a beginning', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (prompt) => {
        const sent = subjectOf(prompt);
        expect(prompt.trim().endsWith(sent)).toBe(true);
        expect(sent === '').toBe(prompt.trim() === '');
      }),
    );
  });
});
