import { beforeEach, describe, expect, it } from '@jest/globals';
import { ARCHIVES_AT_ONCE, ARCHIVES_MAX, ARCHIVES_WAITING_MAX, ArchiveSlots } from './archive-slots';

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

  it('lets one that waits give way to an owner who has none when a few owners have all', async () => {
    const names: string[] = [];
    for (let nth = 0; nth < ARCHIVES_MAX; nth += 1) names.push(`owner ${String(Math.floor(nth / (ARCHIVES_AT_ONCE + ARCHIVES_WAITING_MAX)))}`);
    const all = names.map((name) => begin(name).then(() => 'sent', (error: unknown) => Reflect.get(error as object, 'problem') as unknown));
    await settle();
    const before = running.length;

    await expect(begin('owner 1')).rejects.toMatchObject({ problem: 'server-busy' });
    expect(() => { slots.requireRoom('late'); }).not.toThrow();
    const late = begin('late');
    await settle();
    expect(running).toHaveLength(before + 1);

    while (running.length > 0) {
      running.splice(0).forEach((end) => { end(); });
      await settle();
    }
    await late;
    expect((await Promise.all(all)).filter((result) => result === 'server-busy')).toHaveLength(1);
    expect([Reflect.get(slots, 'owners'), Reflect.get(slots, 'all')]).toEqual([new Map(), 0]);
  });

  it('refuses an owner who has none when nobody waits', async () => {
    for (let nth = 0; nth < ARCHIVES_MAX; nth += 1) void begin(`owner ${String(nth % (ARCHIVES_MAX / ARCHIVES_AT_ONCE))}`);
    await settle();

    await expect(begin('late')).rejects.toMatchObject({ problem: 'server-busy' });
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
