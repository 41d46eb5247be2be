import { describe, expect, it } from '@jest/globals';
import { AT_ONCE, ImportSlots } from './import-slots';

const tick = () => new Promise((next) => setImmediate(next));

describe('the slots for imports', () => {
  it('let a few of one owner run at once, in their order, and never more', async () => {
    const slots = new ImportSlots();
    const [begun, ends]: [number[], (() => void)[]] = [[], []];
    const all = Array.from({ length: 5 }, (_, i) => slots.within('alice', () => new Promise<void>((end) => { begun.push(i); ends.push(end); })));
    await tick();
    expect(begun).toEqual([0, 1].slice(0, AT_ONCE));

    for (let i = 0; i < 5; i += 1) {
      ends[i]?.();
      await tick();
      expect(begun).toHaveLength(Math.min(5, AT_ONCE + i + 1));
    }
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('let others run while one owner’s are taken', async () => {
    const slots = new ImportSlots();
    for (let i = 0; i < 3; i += 1) void slots.within('alice', () => new Promise(() => undefined));

    expect(await slots.within('bob', () => Promise.resolve('done'))).toBe('done');
  });

  it('are free again after what failed', async () => {
    const slots = new ImportSlots();
    const failing = Array.from({ length: 4 }, () => slots.within('alice', () => Promise.reject(new Error('no'))));

    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    expect(await slots.within('alice', () => Promise.resolve('done'))).toBe('done');
  });
});
