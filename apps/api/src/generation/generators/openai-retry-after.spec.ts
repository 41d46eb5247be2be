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
    [{ 'x-ms-retry-after-ms': '41000', 'retry-after': '9' }, 41],
  ])('reads %j as %s seconds', (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers as Record<string, string>), '', NOW)).toBe(seconds);
  });

  it.each([
    ['Requests have exceeded the call rate limit of your tier. Please retry after 33 seconds. Please go here: https://aka.ms/quota', 33],
    ['Rate limit reached on images per min: Limit 5, Used 5. Please try again in 12s. Visit https://example.com', 12],
    ['Please try again in 1m30.5s.', 91], ['Try again in 2 minutes.', 120], ['try again in 1h2m', 3600], ['Please try again in 350ms.', 1], ['Retry after 1 day', 20], ['Please try again in a moment', 20], ['Please try again in 20', 20],
  ])('is read from a sentence where no header says it: %s', (sentence, seconds) => {
    expect(retryAfterSeconds(new Headers(), sentence, NOW)).toBe(seconds);
    expect(retryAfterSeconds(new Headers({ 'retry-after': '7' }), sentence, NOW)).toBe(7);
  });
});
