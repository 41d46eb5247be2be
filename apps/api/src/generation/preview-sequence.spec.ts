import { describe, expect, it } from '@jest/globals';
import type { PartialImage } from './generators/image-generator';
import { PreviewSequence } from './preview-sequence';

const partial = (index: number): PartialImage => ({ index, of: 3, bytes: new Uint8Array() });
const nextTurn = () => new Promise((next) => setImmediate(next));

/** A sequence whose previews are made on request. */
function sequence() {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const previews = new PreviewSequence(({ index }) => new Promise((end) => {
    begun.push(index);
    ends.push(end);
  }));
  const end = async () => {
    ends.shift()?.();
    await nextTurn();
  };
  return { previews, begun, end };
}

describe('PreviewSequence', () => {
  it('makes one at a time, and of those that came in between only the newest', async () => {
    const { previews, begun, end } = sequence();
    for (const index of [0, 1, 2]) previews.add(partial(index));
    expect(begun).toEqual([0]);

    await end();

    expect(begun).toEqual([0, 2]);
  });

  it('leaves out what is no newer than the last', async () => {
    const { previews, begun, end } = sequence();
    previews.add(partial(1));
    await end();
    for (const index of [1, 0]) previews.add(partial(index));
    await end();

    expect(begun).toEqual([1]);
  });

  it('makes at most sixteen, however many come', async () => {
    const { previews, begun, end } = sequence();
    for (let index = 0; index < 1000; index += 1) {
      previews.add(partial(index));
      await end();
    }

    expect(begun).toEqual(Array.from({ length: 16 }, (_, index) => index));
  });
});
