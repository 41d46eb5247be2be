import type { Call, Point } from '@vitrine/faults';
import { sample, WHOLE } from '../support/run';

/** Everything by which bytes and rows reach a disk, or an answer a socket. */
export const CALLS = [
  'open', 'openat', 'mkdir', 'write', 'writev', 'pwrite64', 'pwritev', 'fsync', 'fdatasync', 'rename', 'renameat2', 'link', 'linkat', 'unlink', 'unlinkat', 'ftruncate',
];

export interface Numbered {
  readonly point: Point;
  /** The call's arguments and what came of it. */
  readonly rest: string;
}

/** Each call as the n-th of its name on its thread. */
export function numbered(seen: readonly Call[]): Numbered[] {
  const made = new Map<string, number>();
  return seen.map(({ thread, call, rest }) => {
    const nth = (made.get(`${thread} ${call}`) ?? 0) + 1;
    made.set(`${thread} ${call}`, nth);
    return { point: { thread, call, nth }, rest };
  });
}

/** All in the whole set. In the reduced one mostly calls that make something durable or visible, and a few of the many in the middle of a commit. */
export function draw<Drawn extends Numbered>(name: string, all: readonly Drawn[], reduced: number): Drawn[] {
  if (WHOLE) return [...all];
  const notable = all.filter(({ rest, point }) => !rest.includes('eventfd') && point.call !== 'pwrite64');
  const inside = all.filter(({ point }) => point.call === 'pwrite64');
  const few = Math.max(1, Math.floor(reduced / 5));
  return [...sample(name, notable, reduced - few), ...sample(`${name}, inside`, inside, few)];
}
