import { describe, expect, it } from '@jest/globals';
import { downloadNameOf } from './download-name';
import { filenameOf, imageIdOf } from './library-image';

describe('the name of a download', () => {
  const named = (prompt: string) => downloadNameOf({ filename: 'x.png', prompt, createdAt: new Date(2026, 10, 22, 15).toISOString() });

  it('tells the day and what was asked for', () => {
    expect(named('Create an image of a lighthouse at dusk')).toBe('2026-11-22_lighthouse-at-dusk.png');
  });

  it('holds no sign that a file system would mind', () => {
    expect(named('../../etc/passwd: "a" \\ b?')).toBe('2026-11-22_etc-passwd-a-b.png');
  });

  it('keeps letters of every script', () => {
    expect(named('Ein Bär – 灯台')).toBe('2026-11-22_ein-bär-灯台.png');
  });

  it('stays short, and is never empty', () => {
    expect(named('word '.repeat(100)).length).toBeLessThan(80);
    expect(named('?!')).toBe('2026-11-22_image.png');
  });
});

describe('the name of an image in an address', () => {
  it('has no dot and leads back to the file', () => {
    const filename = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png';
    expect(imageIdOf(filename)).not.toContain('.');
    expect(filenameOf(imageIdOf(filename))).toBe(filename);
  });
});
