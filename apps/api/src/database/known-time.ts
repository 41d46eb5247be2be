import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { InstallationRepository } from './installation.repository';

const DAY_MS = 24 * 60 * 60 * 1000;
const YEAR_MS = 365 * DAY_MS;
/** As many starts in a row, each later than the one before, are a machine that is seldom on. */
const STARTS_AHEAD = 3;

const ClockState = z.object({
  /** The last time that was trusted, epoch ms. */
  known: z.number(),
  /** The latest time that ever was trusted: `known` is less while the clock is behind. */
  latest: z.number().optional(),
  /** When the clock was right again after it had been behind, or a year later than before. */
  corrected: z.number().nullable().default(null),
  /** Since a jump ahead: when it was first seen, when the clock was last read, and how often it has jumped ahead again since. */
  doubted: z.object({ since: z.number(), seen: z.number(), jumps: z.number().default(0) }).nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/** Distinguishes a clock that is far ahead, or was behind, from one that went on as usual, by the last known time in the database. */
@Injectable()
export class KnownTime {
  constructor(private readonly installation: InstallationRepository) {}

  /**
   * Records the time, and says whether what is `ageMs` old by its date can really be so old. It cannot
   * - at a time more than a day after the last known one: the clock is wrong, or nothing ran for so long. It is trusted once
   *   it has gone on from there for a day, or at a fourth start, or when it is set back;
   * - for `ageMs` after a clock that was behind was corrected: what was dated before looks too old.
   */
  async canBeOlderThan(ageMs: number, now: number): Promise<boolean> {
    const state = nextClockState(readState(await this.installation.find('clock')), now);
    await this.installation.set('clock', JSON.stringify(state));
    return state.doubted === null && (state.corrected === null || now >= state.corrected + ageMs);
  }
}

export function nextClockState(before: ClockState | null, now: number): ClockState {
  if (before === null) return { known: now, latest: now, corrected: null, doubted: null };
  if (now <= before.known + DAY_MS) return { ...before, known: now, latest: Math.max(latestOf(before), now), doubted: null };
  const doubted = nextDoubt(before.doubted, now);
  const isTrusted = isBack(before, now) || now >= doubted.since + DAY_MS || doubted.jumps >= STARTS_AHEAD;
  if (!isTrusted) return { ...before, doubted };
  return { known: now, latest: Math.max(latestOf(before), now), corrected: wasBehind(before, now) ? now : before.corrected, doubted: null };
}

function nextDoubt(doubted: ClockState['doubted'], now: number): NonNullable<ClockState['doubted']> {
  if (doubted === null || now < doubted.seen) return { since: now, seen: now, jumps: 0 };
  if (now > doubted.seen + DAY_MS) return { since: now, seen: now, jumps: doubted.jumps + 1 };
  return { ...doubted, seen: now };
}

/** From a time when it was behind to the time that was known before. */
function isBack(before: ClockState, now: number): boolean {
  return isBehind(before) && Math.abs(now - latestOf(before)) <= DAY_MS;
}

function wasBehind(before: ClockState, now: number): boolean {
  return isBehind(before) || now > before.known + YEAR_MS;
}

function isBehind(state: ClockState): boolean {
  return state.known < latestOf(state) - DAY_MS;
}

function latestOf({ known, latest = known }: ClockState): number {
  return latest;
}

/** Null when nothing was recorded yet, or what was cannot be read. */
function readState(text: string | null): ClockState | null {
  if (text === null) return null;
  try {
    return ClockState.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
