import { describe, expect, it } from '@jest/globals';
import { nextPath } from './next-path';

describe('where to go after signing in', () => {
  it.each(['/library', '/library/a.png?x=1#top', '/account'])('is the page that was wanted: %s', (asked) => {
    expect(nextPath(asked)).toBe(asked);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil', 'javascript:alert(1)', '/sign-in?next=/x', '', null, undefined])(
    'is never another site, nor a sign-in again: %j',
    (asked) => expect(nextPath(asked)).toBe('/create'),
  );
});
