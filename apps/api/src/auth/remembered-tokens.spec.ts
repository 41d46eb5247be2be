import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Caller } from '../access/caller';
import { unauthenticated } from '../problems/catalogue';
import { LiveSessions } from './live-sessions';
import type { Proven } from './proven';
import { RememberedTokens } from './remembered-tokens';

const caller = (sessionId: string, via: Caller['via'] = 'bearer'): Caller => ({ userId: 'ada', sessionId, role: 'user', via });

describe('remembered tokens', () => {
  const ended = new Set<string>();
  const live = {
    callerOf: (userId: string, sessionId: string, via: Caller['via']) => Promise.resolve(ended.has(sessionId) ? null : { ...caller(sessionId, via), userId }),
  } as LiveSessions;
  let remembered: RememberedTokens;
  let verified: string[];

  const prove = (token: string, sessionId: string, via: Caller['via'] = 'bearer') => async (): Promise<Proven> => {
    verified.push(token);
    if (ended.has(sessionId)) throw unauthenticated();
    return { caller: caller(sessionId, via), until: Date.now() + 600_000 };
  };
  const ask = (token: string, sessionId: string) => remembered.callerOf(token, 'bearer', prove(token, sessionId));

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_800_000_000_000 });
    ended.clear();
    verified = [];
    remembered = new RememberedTokens(live);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are verified once', async () => {
    expect(await ask('token', 'session')).toEqual(caller('session'));
    expect(await ask('token', 'session')).toEqual(caller('session'));

    expect(verified).toEqual(['token']);
  });

  it('are asked for again within a second though the clock was set back by a day', async () => {
    await ask('token', 'session');
    ended.add('session');
    jest.setSystemTime(Date.now() - 86_400_000);
    jest.advanceTimersByTime(1000);

    await expect(ask('token', 'session')).rejects.toThrow();
  });

  it('die with their session, at once, and leave the other sessions alone', async () => {
    await ask('one', 'ended');
    await ask('two', 'ended');
    await ask('three', 'kept');
    ended.add('ended');
    remembered.forgetSession('ended');

    await expect(ask('one', 'ended')).rejects.toThrow();
    await expect(ask('two', 'ended')).rejects.toThrow();
    await ask('three', 'kept');
    expect(verified).toEqual(['one', 'two', 'three', 'one', 'two']);
  });

  it('are not remembered when their session ended while they were verified', async () => {
    const slow = remembered.callerOf('token', 'bearer', async () => {
      const proven = await prove('token', 'session')();
      ended.add('session');
      remembered.forgetSession('session');
      return proven;
    });
    await slow;

    await expect(ask('token', 'session')).rejects.toThrow();
  });

  it('die within a second when their session was ended by somebody else', async () => {
    await ask('token', 'session');
    ended.add('session');
    jest.advanceTimersByTime(1000);

    await expect(ask('token', 'session')).rejects.toThrow();
  });

  it('run out when the token does', async () => {
    await ask('token', 'session');
    jest.advanceTimersByTime(600_000);
    await ask('token', 'session');

    expect(verified).toEqual(['token', 'token']);
  });

  it('of the media cookie are no access tokens', async () => {
    await remembered.callerOf('token', 'media-cookie', prove('token', 'session', 'media-cookie'));

    await expect(remembered.callerOf('token', 'bearer', () => Promise.reject(unauthenticated()))).rejects.toThrow();
  });

  it('are bounded: the oldest goes first', async () => {
    for (let index = 0; index <= 10_000; index += 1) await ask(`token-${String(index)}`, `session-${String(index)}`);
    expect(remembered.size).toBe(10_000);

    verified = [];
    await ask('token-10000', 'session-10000');
    await ask('token-1', 'session-1');
    await ask('token-0', 'session-0');
    expect(verified).toEqual(['token-0']);
  });
});
