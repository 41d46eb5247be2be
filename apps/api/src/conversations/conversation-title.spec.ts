import { describe, expect, it } from '@jest/globals';
import { titleOf } from './conversation-title';

describe('the title of a new thread', () => {
  it.each([
    ['Create an image of a lighthouse at dusk', 'A lighthouse at dusk'],
    ['éclair on a plate', 'Éclair on a plate'],
    ['a fox\nin  the\tsnow', 'A fox in the snow'],
    ['Create an image of ', 'Create an image of'],
    ['🦊 in the snow', '🦊 in the snow'],
    [`${'\u200b'.repeat(60)} a fox`, 'Untitled'],
  ])('of %j is %j', (prompt, title) => {
    expect(titleOf(prompt)).toBe(title);
  });

  it('ends where a word ends', () => {
    const title = titleOf('a small wooden boat, tied to a post; behind it mountains, and above them all the evening star');

    expect(title).toBe('A small wooden boat, tied to a post; behind it mountains');
  });

  it('cuts one endless word between characters, never within one', () => {
    const title = titleOf('🦊'.repeat(100));

    expect(title.isWellFormed()).toBe(true);
    expect([...title]).toHaveLength(60);
  });
});
