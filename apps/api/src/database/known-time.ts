import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { InstallationRepository } from './installation.repository';

const DAY_MS = 24 * 60 * 60 * 1000;

const ClockState = z.object({
  /** The last time that was trusted, epoch ms. */
  known: z.number(),
  /** Since a jump ahead: when it was first seen, and when the clock was last read. */
  doubted: z.object({ since: z.number(), seen: z.number() }).nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/** Tells a clock that is far ahead from one that went on as usual, by the last known time in the database. */
@Injectable()
export class KnownTime {
  constructor(private readonly installation: InstallationRepository) {}

  /**
   * Takes down the time. False for a time more than a day after the last known one: the clock is wrong, or nothing ran for
   * so long. It is trusted again once it has gone on from there for a day, or gone back.
   */
  async isTrusted(now: number): Promise<boolean> {
    const state = nextClockState(readState(await this.installation.find('clock')), now);
    await this.installation.set('clock', JSON.stringify(state));
    return state.doubted === null;
  }
}

export function nextClockState(before: ClockState | null, now: number): ClockState {
  if (before === null || now <= before.known + DAY_MS) return { known: now, doubted: null };
  const { known, doubted } = before;
  const goesOn = doubted !== null && now >= doubted.seen && now <= doubted.seen + DAY_MS;
  if (!goesOn) return { known, doubted: { since: now, seen: now } };
  return now >= doubted.since + DAY_MS ? { known: now, doubted: null } : { known, doubted: { since: doubted.since, seen: now } };
}

/** Null when nothing was taken down yet, or what was cannot be read. */
function readState(text: string | null): ClockState | null {
  if (text === null) return null;
  try {
    return ClockState.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
