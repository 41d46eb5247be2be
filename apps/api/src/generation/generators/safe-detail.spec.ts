import { describe, expect, it } from '@jest/globals';
import { safeDetail } from './safe-detail';

const PROMPT = 'a lighthouse at dusk, '.repeat(100);

describe('the detail of a failure', () => {
  it('names no secret, and nothing that looks like a key', () => {
    expect(safeDetail(`400: ${PROMPT} is refused for sk-abcdef123456\nby Bearer abcdef.123456`, [PROMPT])).toBe('400: [removed] is refused for [removed] by [removed]');
  });

  it('is cut to 500 characters', () => {
    expect(safeDetail('x'.repeat(100_000), [])).toBe('x'.repeat(500));
  });

  it.each(Array.from({ length: 24 }, (_, step) => step * 100))('shows no part of a secret that stands where a long text is cut: %i characters before', (before) => {
    const removed = PROMPT.repeat(Math.floor((10_000 - before) / PROMPT.length));
    const detail = safeDetail(`${removed}${'-'.repeat(10_000 - removed.length - before)}${PROMPT}${'-'.repeat(1000)}`, [PROMPT]);

    expect(detail.replaceAll('[removed]', '').replaceAll('-', '')).toBe('');
  });

  it('shows no part of a key that stands where a long text is cut', () => {
    const text = `${PROMPT.repeat(4)}${'-'.repeat(10_000 - 4 * PROMPT.length - 5)}sk-abcdefghijklmnop`;

    expect(safeDetail(text, [PROMPT])).not.toContain('sk-');
  });
});
