import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CounterExaminer } from './counter-examiner';
import type { Finding, RowFinding, ThingFinding } from './finding';
import { RowExaminer } from './row-examiner';
import { ThingExaminer } from './thing-examiner';

export interface Examination {
  /** Compare the bytes too, not their number alone. */
  readonly deep: boolean;
  /** How long a file without a row may be on its way; longer than the longest generation. */
  readonly graceMs: number;
  /** How long what looks wrong is left alone before it is looked at once more. */
  readonly settleMs: number;
}

export interface Report {
  /** How many rows and how many things of the store were looked at. */
  readonly rows: number;
  readonly things: number;
  readonly findings: readonly Finding[];
}

/** Compares all rows with all files, and what is counted with the rows. Changes nothing. */
@Injectable()
export class Doctor {
  constructor(
    private readonly rows: RowExaminer,
    private readonly things: ThingExaminer,
    private readonly counters: CounterExaminer,
  ) {}

  async examine({ deep, graceMs, settleMs }: Examination): Promise<Report> {
    const rows = await tally<RowFinding>(this.rows.all(deep));
    const things = await tally<ThingFinding>(this.things.all(graceMs, Date.now, deep));
    const suspects = [...rows.found, ...things.found, ...(await this.counters.all())];
    return { rows: rows.seen, things: things.seen, findings: await this.confirm(suspects, { graceMs, settleMs }) };
  }

  /** What a server was just moving looks wrong for a moment: only what is wrong twice in the same way is a finding. */
  async confirm(suspects: readonly Finding[], { graceMs, settleMs }: Omit<Examination, 'deep'>, signal?: AbortSignal): Promise<Finding[]> {
    if (suspects.length === 0) return [];
    await wait(settleMs, undefined, signal ? { signal } : {});
    const confirmed: Finding[] = [];
    for (const suspect of suspects) {
      const now = await this.again(suspect, graceMs);
      if (now?.kind === suspect.kind) confirmed.push(now);
    }
    return confirmed;
  }

  /** The finding as it is at this moment; null when all is well by now. */
  again(finding: Finding, graceMs: number): Promise<Finding | null> {
    switch (finding.about) {
      case 'row': return this.rows.again(finding);
      case 'thing': return this.things.again(finding, Date.now() - graceMs);
      case 'counter': return this.counters.again(finding);
    }
  }
}

async function tally<F extends Finding>(looked: AsyncIterable<F | null>): Promise<{ seen: number; found: F[] }> {
  const found: F[] = [];
  let seen = 0;
  for await (const finding of looked) {
    seen += 1;
    if (finding) found.push(finding);
  }
  return { seen, found };
}
