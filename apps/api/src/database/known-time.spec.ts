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

function after(...times: number[]): ClockState | null {
  return times.reduce<ClockState | null>(nextClockState, null);
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

  it('is trusted at the fourth start of a machine that is on for an hour a week', () => {
    const weekly = Array.from({ length: 9 }, (_, week) => [START + week * 7 * DAY, START + week * 7 * DAY + HOUR]).flat();

    expect(trustAt(...weekly).map(Number).join('')).toBe('110000001100000011');
  });

  it('is still doubted when it jumps once more', () => {
    expect(trustAt(START, START + 60 * DAY, START + 90 * DAY, START + 90 * DAY + HOUR)).toEqual([true, false, false, false]);
  });

  it('is trusted when it is behind', () => {
    expect(trustAt(START, START - 60 * DAY, START - 60 * DAY + HOUR)).toEqual([true, true, true]);
  });

  it('is corrected when it goes on from where it was before it was behind', () => {
    const corrected = START + 2 * HOUR;

    expect(after(START, START - 60 * DAY, START - 60 * DAY + HOUR, corrected, corrected + HOUR)).toMatchObject({ known: corrected + HOUR, corrected, doubted: null });
  });

  it('is corrected when it has gone on for a day, later than before it was behind', () => {
    const days = Array.from({ length: 3 }, (_, day) => START + 20 * DAY + day * DAY);

    expect(after(START, START - 60 * DAY, ...days)).toMatchObject({ corrected: START + 21 * DAY, doubted: null });
  });

  it('is corrected when it has gone on for a day a year later: it was behind from the beginning', () => {
    const start = START - 10 * 365 * DAY;

    expect(after(start, start + HOUR, START, START + DAY, START + 2 * DAY)).toMatchObject({ corrected: START + DAY, doubted: null });
  });

  it('is not corrected when nothing ran for a month', () => {
    expect(after(START, START + 30 * DAY, START + 31 * DAY)).toMatchObject({ corrected: null, doubted: null });
  });

  it('goes on from the record of an earlier version', () => {
    expect(nextClockState({ known: START, corrected: null, doubted: null }, START + HOUR)).toEqual({ known: START + HOUR, latest: START + HOUR, corrected: null, doubted: null });
  });
});
