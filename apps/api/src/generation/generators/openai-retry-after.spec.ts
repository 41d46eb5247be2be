import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from './openai-retry-after';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('how long a provider asks to wait', () => {
  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:01:30 GMT' }, 90],
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 2],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9],
    [{ 'retry-after': '45.5' }, 46],
    [{ 'retry-after': '0' }, 1],
    [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, 1],
    [{ 'retry-after': '99999999' }, 3600],
    [{ 'retry-after': 'when it is ready' }, 20],
    [{}, 20],
  ])('reads %j as %s seconds', (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers as Record<string, string>), NOW)).toBe(seconds);
  });
});
