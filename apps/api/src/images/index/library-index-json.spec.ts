import { describe, expect, it } from '@jest/globals';
import { LibraryIndex } from '@vitrine/contracts';
import { LibraryIndexJson } from './library-index-json';

const row = (number: number, favorite: 0 | 1 = 0) => ({ id: String(number), filename: `0190b7f6-7c1e-7d7a-8a4b-${String(number).padStart(12, '0')}.png`, width: number, height: 64, favorite, created_at: number * 1000 + 999 });

describe('the JSON of a library index', () => {
  it('is the same as of one value, however its rows come', () => {
    const json = new LibraryIndexJson(7);
    for (const rows of [[], [row(1), row(2, 1)], [row(3)], [], [row(4, 1)]]) json.add(rows);
    const index = JSON.parse(json.toBytes().toString()) as LibraryIndex;

    expect(LibraryIndex.parse(index)).toEqual(index);
    expect(index).toEqual({ version: 7, complete: true, names: [1, 2, 3, 4].map((number) => row(number).filename), times: [1, 2, 3, 4], widths: [1, 2, 3, 4], heights: [64, 64, 64, 64], favorites: [1, 3] });
  });

  it('has empty columns for an empty library', () => {
    expect(JSON.parse(new LibraryIndexJson(0).toBytes().toString())).toEqual({ version: 0, complete: true, names: [], times: [], widths: [], heights: [], favorites: [] });
  });
});
