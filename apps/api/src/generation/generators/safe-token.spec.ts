import { describe, expect, it } from '@jest/globals';
import { safeToken } from './safe-token';

const PROMPT = 'A lighthouse at dusk, Zürich 2026';

describe('a name that came from a provider, in the log', () => {
  it.each(['invalid_value', 'req_0123456789abcdef', 'ResponsibleAIPolicyViolation', '400', 'server.error:7', 'a'])('is kept as %s', (value) => {
    expect(safeToken(value, PROMPT)).toBe(value);
  });

  it.each([
    ['a sentence', 'no lighthouse here'], ['a word of the prompt', 'lighthouse'], ['a word of it among others', 'blocked-LightHouse-7'], ['the prompt in another form', 'a_lighthouse_at_dusk'], ['part of it', 'ouse-at', 'the house, at dusk'],
    ['another line', 'a\nb'], ['a mark-up', '<b>'], ['too long a name', 'x'.repeat(101)], ['an empty name', ''],
  ])('is left out if it is %s', (_, value, prompt = PROMPT) => {
    expect(safeToken(value, prompt)).toBeNull();
  });

  it('is kept if it is well known, whatever the prompt says', () => {
    expect(safeToken('moderation_blocked', 'moderation_blocked')).toBe('moderation_blocked');
  });
});
