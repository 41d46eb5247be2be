import { describe, expect, it } from '@jest/globals';
import { canonicalEmail } from './email';

describe('the canonical e-mail address', () => {
  it.each([
    ['  Ada@Example.COM ', 'ada@example.com'],
    ['ada@MÜNCHEN.de', 'ada@xn--mnchen-3ya.de'],
    ['ada@xn--mnchen-3ya.de', 'ada@xn--mnchen-3ya.de'],
    ['Ångström@example.com', 'ångström@example.com'],
    ['A\u030angstro\u0308m@example.com', 'ångström@example.com'],
    ['ada+tag@localhost', 'ada+tag@localhost'],
    ['"odd@name"@example.com', '"odd@name"@example.com'],
  ])('of %j is %j', (given, canonical) => {
    expect(canonicalEmail(given)).toBe(canonical);
  });

  it.each([
    'ada', '@example.com', 'ada@', 'ada@exa mple.com', 'ada@example.com/x', 'ada@ex%61mple.com', 'ada@example.com:80',
    'ada@[::1]', 'ada@example..com', 'ada@-example.com', 'ada@a?b', 'ada@a#b', `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(125)}com`, '\u200b@example.com', '\u3164\u2800@example.com',
  ])('does not exist for %j', (given) => {
    expect(canonicalEmail(given)).toBeNull();
  });
});
