import { describe, expect, it } from '@jest/globals';
import { tagsIn } from './tags';

describe('tagsIn', () => {
  it('reads tags between commas, in lower case and each once', () => {
    expect(tagsIn(' Sea,  Blue  hour, sea,, café, cafe\u0301')).toEqual(['sea', 'blue hour', 'café']);
  });

  it('cuts no character in two', () => {
    expect(tagsIn(`${'a'.repeat(39)}🐦`)).toEqual(['a'.repeat(39)]);
  });
});
