import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { providerPrompt } from './provider-prompt';

describe('the prompt as the provider gets it', () => {
  it.each([
    ['Create an image of a lighthouse at dusk', 'a lighthouse at dusk'],
    ['create the image of Venus', 'Venus'],
    ['Draw me a picture of two foxes', 'two foxes'],
    ['MAKE  AN\nIMAGE OF rain', 'rain'],
    ['  Generate an image of   the sea ', 'the sea'],
  ])('leaves the request out of %j', (prompt, sent) => {
    expect(providerPrompt(prompt)).toBe(sent);
  });

  it.each([
    'a lighthouse at dusk',
    'A robot that can create an image of itself',
    'Draw near, stranger',
    'Make a photo of my dreams',
    'Create an imageof nothing',
  ])('leaves %j alone', (prompt) => {
    expect(providerPrompt(prompt)).toBe(prompt);
  });

  it('keeps the words when the request is all there is', () => {
    expect(providerPrompt('Create an image of')).toBe('Create an image of');
  });

  it('never makes an empty prompt of words, and strips only a beginning', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (prompt) => {
        const sent = providerPrompt(prompt);
        expect(prompt.trim().endsWith(sent)).toBe(true);
        expect(sent === '').toBe(prompt.trim() === '');
      }),
    );
  });
});
