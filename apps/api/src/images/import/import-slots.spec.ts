import { describe, expect, it } from '@jest/globals';
import { AT_ONCE, ImportSlots } from './import-slots';

const tick = () => new Promise((next) => setImmediate(next));
const HERE = new AbortController().signal;

/** Work that ends on request. */
function imports(slots = new ImportSlots()) {
  const [begun, ends]: [string[], Map<string, () => void>] = [[], new Map()];
  const start = (name: string, owner: string, signal = HERE) => slots.within(owner, signal, () => new Promise<void>((end) => { begun.push(name); ends.set(name, end); }));
  const end = async (name: string) => { ends.get(name)?.(); await tick(); };
  return { start, end, begun };
}

describe('the slots for imports', () => {
  it('let a few run at once, and owners take turns', async () => {
    const { start, end, begun } = imports();
    const names = Array.from({ length: 8 }, (_, at) => `alice ${String(at)}`);
    for (const name of names) void start(name, 'alice');
    void start('bob 0', 'bob');
    void start('bob 1', 'bob');
    await tick();
    expect(begun).toEqual(names.slice(0, AT_ONCE));

    for (const name of begun) await end(name);

    expect(begun).toEqual([...names.slice(0, AT_ONCE), 'alice 2', 'bob 0', 'alice 3', 'bob 1', ...names.slice(4)]);
  });

  it('are not taken by who has left the line', async () => {
    const { start, end, begun } = imports();
    for (let at = 0; at < AT_ONCE; at += 1) void start(`first ${String(at)}`, 'alice');
    const leaving = new AbortController();
    const left = start('left', 'alice', leaving.signal);
    const only = new AbortController();
    const alone = start('alone', 'carol', only.signal);
    void start('last', 'bob');
    await tick();

    leaving.abort(new Error('the client left'));
    only.abort(new Error('the client left'));
    await expect(left).rejects.toThrow('the client left');
    await expect(alone).rejects.toThrow('the client left');
    for (let at = 0; at < AT_ONCE; at += 1) await end(`first ${String(at)}`);

    expect(begun.slice(AT_ONCE)).toEqual(['last']);
    await expect(start('gone before', 'alice', leaving.signal)).rejects.toThrow('the client left');
  });

  it('are free again after what failed', async () => {
    const slots = new ImportSlots();
    const failing = Array.from({ length: 10 }, () => slots.within('alice', HERE, () => Promise.reject(new Error('no'))));

    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'rejected'));
    const { start, end, begun } = imports(slots);
    for (let at = 0; at < AT_ONCE; at += 1) void start(String(at), 'alice');
    await tick();
    expect(begun).toHaveLength(AT_ONCE);
    for (const name of begun) await end(name);
  });
});
