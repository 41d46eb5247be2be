import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CallGate, CallTimeout } from './call-gate';

const SOON_MS = 20;
const NEVER_MS = 60_000;

function hanging() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { call: () => promise, end: () => { resolve('late'); } };
}

describe('CallGate', () => {
  afterEach(() => { jest.useRealTimers(); });

  it('returns what the call returns, and rejects as it does', async () => {
    const gate = new CallGate(NEVER_MS);

    expect(await gate.run('a', () => Promise.resolve(1))).toBe(1);
    await expect(gate.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('runs three calls at a time, and the next one as soon as one returns', async () => {
    const gate = new CallGate(NEVER_MS);
    const calls = Array.from({ length: 4 }, hanging);
    const begun: number[] = [];
    const results = calls.map(({ call }, index) => gate.run(String(index), () => { begun.push(index); return call(); }));
    await new Promise(setImmediate);
    const before = [...begun];
    calls[1]?.end();
    await results[1];
    await new Promise(setImmediate);

    expect([before, begun]).toEqual([[0, 1, 2], [0, 1, 2, 3]]);
    for (const { end } of calls) end();
    await Promise.all(results);
  });

  it('rejects a call that does not return in time, and refuses its name until it does', async () => {
    const gate = new CallGate(SOON_MS);
    const slow = hanging();
    const late: string[] = [];

    await expect(gate.run('a', slow.call, (value) => late.push(value))).rejects.toBeInstanceOf(CallTimeout);
    await expect(gate.run('a', () => Promise.resolve())).rejects.toBeInstanceOf(CallTimeout);
    expect(await gate.run('b', () => Promise.resolve('another file'))).toBe('another file');
    slow.end();
    await new Promise(setImmediate);

    expect(late).toEqual(['late']);
    expect(await gate.run('a', () => Promise.resolve('again'))).toBe('again');
  });

  it('refuses every call at once while all slots hang, those that wait too, and works again when one returns', async () => {
    const gate = new CallGate(SOON_MS);
    const slow = Array.from({ length: 3 }, hanging);
    const overdue = slow.map(({ call }, index) => gate.run(String(index), call));
    const waiting = gate.run('waiting', () => Promise.resolve());

    const outcomes = await Promise.allSettled([...overdue, waiting]);
    let began = false;
    const refused = gate.run('new', () => { began = true; return Promise.resolve(); });

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
    await expect(refused).rejects.toBeInstanceOf(CallTimeout);
    expect(began).toBe(false);
    slow[0]?.end();
    await new Promise(setImmediate);
    expect(await gate.run('new', () => Promise.resolve('well'))).toBe('well');
    for (const { end } of slow) end();
  });

  it('judges a call of many parts by each of them, and gives it up when one hangs', async () => {
    const gate = new CallGate(NEVER_MS);
    jest.useFakeTimers();
    const parts = Array.from({ length: 4 }, hanging);
    let done = 0;
    const outcome = gate.run('a', async (progress) => {
      for (const part of parts) {
        await part.call();
        done += 1;
        await progress();
      }
    }).then(() => 'saved', (error: unknown) => error);

    for (const part of parts.slice(0, 3)) {
      await jest.advanceTimersByTimeAsync(NEVER_MS - 1);
      part.end();
      await jest.advanceTimersByTimeAsync(0);
    }
    const doneBefore = done;
    await jest.advanceTimersByTimeAsync(NEVER_MS);

    expect([doneBefore, await outcome]).toEqual([3, expect.any(CallTimeout)]);
    parts[3]?.end();
    await jest.advanceTimersByTimeAsync(0);
    expect(await gate.run('a', () => Promise.resolve('well'))).toBe('well');
  });

  it('stops a call that was given up at its next part', async () => {
    const gate = new CallGate(SOON_MS);
    const slow = hanging();
    const given = Promise.withResolvers<unknown>();
    const call = gate.run('a', async (progress) => {
      await slow.call();
      await progress().catch(given.resolve);
    });
    await expect(call).rejects.toBeInstanceOf(CallTimeout);
    slow.end();

    expect(await given.promise).toBeInstanceOf(CallTimeout);
  });

  it('lets calls that wait in between the parts of long ones', async () => {
    const gate = new CallGate(NEVER_MS);
    const order: string[] = [];
    const long = Array.from({ length: 3 }, (_, index) => gate.run(String(index), async (progress) => {
      for (let part = 0; part < 3; part += 1) await progress();
      order.push('long');
    }));
    const short = gate.run('short', () => Promise.resolve(order.push('short')));

    await Promise.all([...long, short]);

    expect(order).toEqual(['short', 'long', 'long', 'long']);
  });
});
