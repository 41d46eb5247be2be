import { describe, expect, it } from '@jest/globals';
import { image } from '../../testing/samples';
import { wishLike } from './wish';

describe('a wish like an image', () => {
  it('has its words and its quality', () => {
    expect(wishLike(image({ prompt: 'a fox', quality: 'high' }))).toMatchObject({ prompt: 'a fox', quality: 'high' });
  });

  it('leaves the quality to the generator where it is not known, or none that can be asked for', () => {
    expect(wishLike(image({ quality: null })).quality).toBe('auto');
    expect(wishLike(image({ quality: 'max' })).quality).toBe('auto');
  });

  it.each([[1024, 1024, '1024x1024'], [1536, 1024, '1536x1024'], [683, 1024, '1024x1536'], [1000, 950, '1024x1024'], [4000, 900, '1536x1024']] as const)(
    'of %i by %i pixels asks for %s', (width, height, size) => {
      expect(wishLike(image({ width, height })).size).toBe(size);
    },
  );
});
