import type { PlacedImage } from '../images/maintenance.repository';
import type { Miscount } from '../images/counter.repository';
import type { StoredThing } from '../images/storage/store-survey';

/** What can be wrong between the rows, the files and the counters. */
export const KINDS = ['missing', 'misplaced', 'truncated', 'altered', 'unreadable', 'orphaned', 'temporary', 'empty', 'foreign', 'miscounted'] as const;
export type Kind = (typeof KINDS)[number];

interface Said {
  readonly kind: Kind;
  /** Within the store; of a counter, its table and id. */
  readonly path: string;
  readonly detail: string;
}

/** A row whose file is not what the row says. */
export interface RowFinding extends Said {
  readonly about: 'row';
  readonly row: PlacedImage;
}

/** Something in the store that no row accounts for, or a thumbnail that is damaged. */
export interface ThingFinding extends Said {
  readonly about: 'thing';
  readonly thing: StoredThing;
  /** Whose folder it lies in, when that is somebody we know. */
  readonly owner: string | null;
}

/** A counter that is not what the rows say. */
export interface CounterFinding extends Said {
  readonly about: 'counter';
  readonly miscount: Miscount;
  readonly owner: string;
}

export type Finding = RowFinding | ThingFinding | CounterFinding;

export function countsOf(findings: readonly Finding[]): Partial<Record<Kind, number>> {
  const counted = KINDS.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const);
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
