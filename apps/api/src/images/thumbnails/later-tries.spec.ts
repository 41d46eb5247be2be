import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ImageRow } from '../../database/schema';
import { LaterTries } from './later-tries';

const ROW = { id: 'a' } as ImageRow;

describe('LaterTries', () => {
  let later: LaterTries;
  beforeEach(() => {
    jest.useFakeTimers();
    later = new LaterTries(() => undefined);
  });
  afterEach(() => {
    later.stop();
    jest.useRealTimers();
  });

  it.each([['ahead', 86_400_000], ['back', -86_400_000]])('counts a second from a failure, though the clock was set %s', (_, by) => {
    later.add(ROW);
    jest.setSystemTime(Date.now() + by);
    const just = later.hasJustFailed(ROW.id);
    jest.advanceTimersByTime(1000);

    expect([just, later.hasJustFailed(ROW.id)]).toEqual([true, false]);
  });
});
