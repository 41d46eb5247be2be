import { beforeEach, describe, expect, it } from '@jest/globals';
import { ARCHIVES_AT_ONCE, ARCHIVES_WAITING_MAX, ArchiveSlots } from './archive-slots';

describe('ArchiveSlots', () => {
  let slots: ArchiveSlots;
  let running: (() => void)[];
  beforeEach(() => {
    slots = new ArchiveSlots();
    running = [];
  });

  const settle = () => new Promise((next) => setImmediate(next));
  const begin = (owner: string, signal = new AbortController().signal) => slots.within(owner, signal, () => new Promise((end) => running.push(end)));

  it('lets so many of one owner run, and the next when one ends', async () => {
    const all = Array.from({ length: ARCHIVES_AT_ONCE + 2 }, () => begin('alice'));
    const other = begin('bob');
    await settle();
    expect(running).toHaveLength(ARCHIVES_AT_ONCE + 1);

    running[0]?.();
    await settle();
    expect(running).toHaveLength(ARCHIVES_AT_ONCE + 2);

    while (running.length > 0) {
      running.splice(0).forEach((end) => { end(); });
      await settle();
    }
    await Promise.all([...all, other]);
    expect(Reflect.get(slots, 'owners')).toHaveProperty('size', 0);
  });

  it('refuses more of an owner than may wait, and nobody else', async () => {
    for (let nth = 0; nth < ARCHIVES_AT_ONCE + ARCHIVES_WAITING_MAX; nth += 1) void begin('alice');
    await settle();

    await expect(begin('alice')).rejects.toMatchObject({ problem: 'server-busy' });
    expect(() => { slots.requireRoom('alice'); }).toThrow(expect.objectContaining({ problem: 'server-busy' }));
    void begin('bob');
    await settle();
    expect(running).toHaveLength(ARCHIVES_AT_ONCE + 1);
  });

  it('removes a client from the queue when it leaves', async () => {
    for (let nth = 0; nth < ARCHIVES_AT_ONCE; nth += 1) void begin('alice');
    const gone = new AbortController();
    const leaving = begin('alice', gone.signal);
    const staying = begin('alice');
    gone.abort();

    await expect(leaving).rejects.toBe(gone.signal.reason);
    running.shift()?.();
    await settle();
    expect(running).toHaveLength(ARCHIVES_AT_ONCE);
    running.splice(0).forEach((end) => { end(); });
    await staying;
  });
});
