import { describe, expect, it } from '@jest/globals';
import { DecodingMemory } from './decoding-memory';

const nextTurn = () => new Promise((next) => setImmediate(next));

/** Decoders that end on request. */
function decoders(memory: DecodingMemory) {
  const running = new Map<string, () => void>();
  const start = (name: string, bytes: number) => memory.run(bytes, () => new Promise<void>((end) => running.set(name, end)).finally(() => running.delete(name)));
  return { start, running: () => [...running.keys()], end: async (name: string) => { running.get(name)?.(); await nextTurn(); } };
}

describe('DecodingMemory', () => {
  it('runs no more at a time than fit, and the rest in their order', async () => {
    const { start, running, end } = decoders(new DecodingMemory(100));
    void start('a', 60);
    void start('b', 40);
    void start('c', 100);
    void start('d', 1);
    await nextTurn();
    expect(running()).toEqual(['a', 'b']);

    await end('a');
    expect(running()).toEqual(['b']);

    await end('b');
    expect(running()).toEqual(['c']);

    await end('c');
    expect(running()).toEqual(['d']);
  });

  it('runs alone what is larger than all there is', async () => {
    const { start, running, end } = decoders(new DecodingMemory(100));
    void start('a', 1);
    void start('huge', 1000);
    await nextTurn();
    expect(running()).toEqual(['a']);

    await end('a');
    expect(running()).toEqual(['huge']);
  });

  it('has what a failed decoder held', async () => {
    const memory = new DecodingMemory(100);
    await expect(memory.run(100, () => Promise.reject(new Error('no image')))).rejects.toThrow('no image');

    expect(await memory.run(100, () => Promise.resolve('decoded'))).toBe('decoded');
  });
});
