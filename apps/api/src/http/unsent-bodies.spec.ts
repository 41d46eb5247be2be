import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LargeBody } from './operation.decorator';
import { BODY_BYTES, noteBody, OWNER_BYTES_MAX, OWNER_WAITING_MAX, SMALL_BYTES_MAX, UnsentBodies } from './unsent-bodies';

const MB = 1024 * 1024;

/** As much of a response as is asked for here. */
class FakeResponse extends EventEmitter {
  destroyed = false;

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

describe('UnsentBodies', () => {
  let bodies: UnsentBodies;
  beforeEach(() => {
    jest.useFakeTimers();
    bodies = new UnsentBodies();
  });
  afterEach(() => { jest.useRealTimers(); });

  const respond = () => new FakeResponse() as FakeResponse & ServerResponse;
  const settle = () => jest.advanceTimersByTimeAsync(1);
  /** A body of so many bytes that nobody reads. */
  const unread = async (owner: string, bytes: number) => {
    const response = respond();
    await bodies.admit(owner, response);
    noteBody(response, bytes);
    return response;
  };
  /** Whether it was admitted; `waits`, or the name of a problem. */
  const ask = (owner: string, kind: LargeBody = 'reads', bytesMax = BODY_BYTES) => {
    const response = respond();
    const asked = { response, result: 'waits' as unknown };
    bodies.admit(owner, response, kind, bytesMax).then((result) => { asked.result = result; }, (error: unknown) => { asked.result = Reflect.get(error as object, 'problem'); });
    return asked;
  };

  it('admits any number of small bodies of one owner', async () => {
    for (let nth = 0; nth < 1000; nth += 1) await unread('alice', 1000);
    const next = ask('alice');
    await settle();

    expect(next.result).toBe(true);
  });

  it('lets an owner whose bodies are unread wait, and nobody else, until one of them is closed', async () => {
    const first = await unread('alice', OWNER_BYTES_MAX);
    const [waiting, other] = [ask('alice'), ask('bob')];
    await settle();
    expect([waiting.result, other.result]).toEqual(['waits', true]);

    first.destroy();
    await settle();

    expect(waiting.result).toBe(true);
  });

  it('admits a body that is larger than the budget when it is the only one of its owner', async () => {
    await unread('bob', MB);
    const large = ask('alice');
    await settle();
    expect(large.result).toBe(true);
    noteBody(large.response, 100 * MB);

    const next = ask('alice');
    await settle();

    expect(next.result).toBe('waits');
  });

  it('bounds bodies that are being made, before their length is known', async () => {
    const asked = Array.from({ length: 10 }, () => ask('alice'));
    await settle();

    expect(asked.map(({ result }) => result)).toEqual([true, true, true, true, ...Array<string>(6).fill('waits')]);
  });

  it('reserves no more than a body can have', async () => {
    const asked = Array.from({ length: 70 }, () => ask('alice', 'changes', OWNER_BYTES_MAX / 100));
    await settle();

    expect(new Set(asked.map(({ result }) => result))).toEqual(new Set([true]));
  });

  it('refuses a request that has waited for ten seconds, and at once those beyond the queue', async () => {
    await unread('alice', OWNER_BYTES_MAX);
    const waiting = Array.from({ length: OWNER_WAITING_MAX }, () => ask('alice'));
    const tooMany = ask('alice');
    await settle();
    expect([new Set(waiting.map(({ result }) => result)), tooMany.result]).toEqual([new Set(['waits']), 'server-busy']);

    await jest.advanceTimersByTimeAsync(11_000);

    const [first, ...others] = waiting.map(({ result }) => result);
    expect([first, new Set(others)]).toEqual([true, new Set(['server-busy'])]);
    expect(jest.getTimerCount()).toBe(0);
  });

  describe('when an owner has no room', () => {
    const admitted = (asked: readonly ReturnType<typeof ask>[]) => asked.filter(({ result }) => result === true);

    it('admits what turns out to be small after two seconds, one after the other', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const asked = Array.from({ length: 3 }, () => ask('alice'));
      await jest.advanceTimersByTimeAsync(1500);
      expect(admitted(asked)).toHaveLength(0);

      await jest.advanceTimersByTimeAsync(1000);
      expect(admitted(asked)).toHaveLength(1);
      noteBody(asked[0]!.response, SMALL_BYTES_MAX);
      await jest.advanceTimersByTimeAsync(500);

      expect(admitted(asked)).toHaveLength(2);
    });

    it('refuses what turns out to be large', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const { response } = ask('alice');
      await jest.advanceTimersByTimeAsync(2500);

      expect(() => { noteBody(response, SMALL_BYTES_MAX + 1); }).toThrow(expect.objectContaining({ problem: 'server-busy' }));
    });

    it('admits a change whose answer must be small, and never refuses it afterwards', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const [small, large] = [ask('alice', 'changes', SMALL_BYTES_MAX), ask('alice', 'changes', SMALL_BYTES_MAX + 1)];
      await jest.advanceTimersByTimeAsync(2500);

      expect([small.result, large.result]).toEqual([true, 'waits']);
      expect(() => { noteBody(small.response, SMALL_BYTES_MAX + 1); }).not.toThrow();
    });

    it('does not hold such a change up with lists that turn out to be large', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const lists = Array.from({ length: 5 }, () => ask('alice'));
      const change = ask('alice', 'changes', SMALL_BYTES_MAX);
      await jest.advanceTimersByTimeAsync(2500);

      expect([admitted(lists).length, change.result]).toEqual([1, true]);
    });

    it('makes no more than one a second that turn out to be large', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const asked = Array.from({ length: 20 }, () => ask('alice'));
      const refused = new Set<unknown>();
      for (let step = 0; step < 100; step += 1) {
        await jest.advanceTimersByTimeAsync(100);
        for (const one of admitted(asked)) {
          if (refused.has(one)) continue;
          refused.add(one);
          one.response.destroy();
        }
      }

      expect(refused.size).toBeGreaterThan(3);
      expect(refused.size).toBeLessThan(9);
    });

    it('bounds what is sent so and not read, of one owner and of all', async () => {
      const owners = ['alice', 'mallory', 'mallet'];
      for (const owner of owners) await unread(owner, 13 * MB);
      const asked = owners.map((owner) => Array.from({ length: 20 }, () => ask(owner)));
      await jest.advanceTimersByTimeAsync(2500);
      expect(admitted(asked.flat())).toHaveLength(2);
      for (let step = 0; step < 14; step += 1) {
        await jest.advanceTimersByTimeAsync(500);
        for (const { response } of admitted(asked.flat())) noteBody(response, SMALL_BYTES_MAX);
      }

      const counts = asked.map((ofOwner) => admitted(ofOwner).length);
      expect([Math.max(...counts), counts.reduce((sum, count) => sum + count)]).toEqual([5, 13]);
    });

    it('does so for nobody who has room', async () => {
      await unread('alice', OWNER_BYTES_MAX);
      const other = ask('bob');
      await settle();

      expect(() => { noteBody(other.response, 5 * MB); }).not.toThrow();
    });
  });

  it('gives an owner who has a little the room of one who has much more, and of nobody else', async () => {
    await unread('alice', MB);
    const heavy = [await unread('mallory', 16 * MB), await unread('mallet', 15 * MB)];
    await jest.advanceTimersByTimeAsync(3000);

    const next = ask('alice');
    await settle();
    expect([next.result, ...heavy.map(({ destroyed }) => destroyed)]).toEqual([true, true, false]);

    noteBody(next.response, 11 * MB);
    await unread('carol', 4 * MB);
    await jest.advanceTimersByTimeAsync(3000);
    const more = ask('alice');
    await settle();
    expect([more.result, heavy[1]?.destroyed]).toEqual(['waits', false]);
  });

  it('forgets a client that leaves while it waits', async () => {
    const first = await unread('alice', OWNER_BYTES_MAX);
    const [leaving, staying] = [ask('alice'), ask('alice')];
    await settle();

    leaving.response.destroy();
    first.destroy();
    await settle();

    expect([leaving.result, staying.result]).toEqual([false, true]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('closes the oldest unread response of the owner with the most bytes when another owner needs the room, and only then', async () => {
    const light = await unread('carol', MB);
    const heavy = [await unread('mallory', 16 * MB), await unread('mallet', 15 * MB)];
    await jest.advanceTimersByTimeAsync(3000);
    expect(heavy.map(({ destroyed }) => destroyed)).toEqual([false, false]);

    const next = ask('alice');
    await settle();

    expect([next.result, light.destroyed, ...heavy.map(({ destroyed }) => destroyed)]).toEqual([true, false, true, false]);
  });

  it('closes nothing that was sent a moment ago', async () => {
    const fresh = [await unread('mallory', 16 * MB), await unread('mallet', 16 * MB)];
    const next = ask('alice');
    await settle();
    expect([next.result, ...fresh.map(({ destroyed }) => destroyed)]).toEqual(['waits', false, false]);

    await jest.advanceTimersByTimeAsync(3000);

    expect(next.result).toBe(true);
  });
});
