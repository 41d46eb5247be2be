import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldedName } from '@vitrine/contracts/file-name';
import { archiveNames } from './archive-names';

const of = (prompt: string, mime_type: 'image/png' | 'image/jpeg' | 'image/webp' = 'image/png') => ({ prompt, title: null, created_at: Date.UTC(2026, 10, 22), mime_type });

describe('the names in an archive', () => {
  it('are readable, and told apart by numbers', () => {
    expect(archiveNames([of('a harbour'), of('A harbour!'), of('a harbour', 'image/jpeg'), of('a harbour')])).toEqual([
      '2026-11-22_harbour.png', '2026-11-22_harbour-2.png', '2026-11-22_harbour.jpg', '2026-11-22_harbour-3.png',
    ]);
  });

  it('are told apart even where a prompt looks like a number of ours', () => {
    expect(new Set(archiveNames([of('a harbour'), of('a harbour 2'), of('a harbour'), of('a harbour 2')])).size).toBe(4);
  });

  it('are never the same twice, never a path, and fit every disk', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('fox', 'straße', 'STRASSE', 'fox 2', 'fox-2', '../fox', 'fox 2 2', ''), fc.string({ unit: 'grapheme' })).map((prompt) => of(prompt)), { maxLength: 60 }), (rows) => {
        const names = archiveNames(rows);
        expect(new Set(names.map((name) => foldedName(name))).size).toBe(rows.length);
        for (const name of names) expect(name).toMatch(/^2026-11-22_[^/\\:.]+\.png$/u);
      }),
    );
  });
});
