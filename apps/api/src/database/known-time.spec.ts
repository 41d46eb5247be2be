import { describe, expect, it } from '@jest/globals';
import { type ClockState, nextClockState } from './known-time';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);

/** Whether the clock is trusted at each of these times, one after the other. */
function trustAt(...times: number[]): boolean[] {
  let state: ClockState | null = null;
  return times.map((time) => {
    state = nextClockState(state, time);
    return state.doubted === null;
  });
}

describe('the known time', () => {
  it('is trusted at first, and as long as it goes on as usual', () => {
    expect(trustAt(START, START + HOUR, START + 20 * HOUR)).toEqual([true, true, true]);
  });

  it('is doubted when it is far ahead of the last known one, and stays so at the next start', () => {
    expect(trustAt(START, START + 60 * DAY, START + 60 * DAY + HOUR)).toEqual([true, false, false]);
  });

  it('is trusted again when it is set back', () => {
    expect(trustAt(START, START + 60 * DAY, START + HOUR, START + 2 * HOUR)).toEqual([true, false, true, true]);
  });

  it('is trusted again when it has gone on for a day: nothing ran for so long', () => {
    const hours = Array.from({ length: 26 }, (_, hour) => START + 60 * DAY + hour * HOUR);
    const trusted = trustAt(START, ...hours);

    expect(trusted.indexOf(true, 1)).toBe(25);
    expect(trusted.at(-1)).toBe(true);
  });

  it('is doubted anew when it jumps once more', () => {
    expect(trustAt(START, START + 60 * DAY, START + 90 * DAY, START + 90 * DAY + HOUR)).toEqual([true, false, false, false]);
  });

  it('is trusted when it is behind', () => {
    expect(trustAt(START, START - 60 * DAY, START - 60 * DAY + HOUR)).toEqual([true, true, true]);
  });
});
