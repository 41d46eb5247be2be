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

  it('keeps the words when the request is all there is', () => {
    expect(subjectOf('Create an image of')).toBe('Create an image of');
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
