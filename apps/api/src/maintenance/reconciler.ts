import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import { PinoLogger } from 'nestjs-pino';
import { Config } from '../config/config';
import { MaintenanceRepository } from '../images/maintenance.repository';
import { StoreIdentity } from '../images/storage/store-identity';
import { isThumbnail } from '../images/storage/store-survey';
import { Doctor } from './doctor';
import { countsOf, type Finding } from './finding';
import { Repairs } from './repairs';
import { Rounds } from './rounds';
import { RowExaminer } from './row-examiner';
import { Sweep } from './sweep';
import { ThingExaminer } from './thing-examiner';

const EVERY_MS = 60 * 60 * 1000;
const ERASE_EVERY_MS = 60 * 1000;
const SETTLE_MS = 1000;
/** Of one run, for each of its three rounds. */
const BUDGET_MS = 15_000;
/** Of one run: more wait for the next. */
const SUSPECTS_MAX = 10_000;
/** A crash leaves a few files without a row. More than this, and it is rather the rows that are lost: the files stay where they are. */
const ORPHANS_MAX = 100;
/** By itself only what a crash leaves and what takes nothing from anybody; the rest is told, and `doctor --repair` does it when asked. */
const PUT_RIGHT = new Set<Finding['kind']>(['misplaced', 'temporary', 'truncated', 'altered']);

/** Beside the running server, from its start on: finishes what was cut short, takes damaged files out of the way, and tells what else is wrong. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: readonly Rounds<Finding | null>[];
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    rows: RowExaminer,
    things: ThingExaminer,
    private readonly doctor: Doctor,
    private readonly repairs: Repairs,
    private readonly sweep: Sweep,
    private readonly maintenance: MaintenanceRepository,
    private readonly identity: StoreIdentity,
    private readonly config: Config,
    private readonly logger: PinoLogger,
  ) {
    this.rounds = [
      new Rounds<Finding | null>(() => rows.all(false)),
      new Rounds<Finding | null>(() => things.all(config.sweepGraceMs, Date.now, false)),
      new Rounds<Finding | null>(() => rows.all(true)),
    ];
  }

  onApplicationBootstrap(): void {
    this.soon(() => this.run());
    this.timers.push(setInterval(() => this.soon(() => this.run()), EVERY_MS).unref());
    this.timers.push(setInterval(() => this.soon(() => this.sweep.finishErasures()), ERASE_EVERY_MS).unref());
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.stopping.abort();
    await this.running;
    for (const round of this.rounds) await round.stop();
  }

  /** Resolves when what was begun is done. */
  idle(): Promise<void> {
    return this.running;
  }

  /** Resolves with what it found, whatever it could do about it; with nothing while the store is away. */
  async run(): Promise<readonly Finding[]> {
    if (!(await this.identity.isRecognized())) return [];
    await this.sweep.finishErasures();
    const suspects: Finding[] = [];
    for (const round of this.rounds) await this.partOf(round, suspects);
    const { sweepGraceMs: graceMs } = this.config;
    const findings = await this.doctor.confirm(suspects, { graceMs, settleMs: SETTLE_MS }, this.stopping.signal);
    const orphans = findings.filter(isOrphan).length;
    let left = 0;
    for (const finding of findings) {
      const leave = isOrphan(finding) && orphans > ORPHANS_MAX;
      if (leave || !(await this.putRight(finding))) left += 1;
    }
    // Counts only: a path that is not ours could say anything.
    if (findings.length > 0) this.logger.warn({ found: countsOf(findings), left }, 'rows and files did not agree; `npm run doctor` tells more');
    return findings;
  }

  private async partOf(round: Rounds<Finding | null>, suspects: Finding[]): Promise<void> {
    const until = performance.now() + BUDGET_MS;
    await round.part(
      (finding) => finding && suspects.push(finding),
      () => this.stopping.signal.aborted || performance.now() > until || suspects.length > SUSPECTS_MAX,
    );
  }

  private async putRight(finding: Finding): Promise<boolean> {
    if (this.stopping.signal.aborted || !(await this.mayPutRight(finding))) return false;
    return (await this.repairs.repair(finding, this.config.sweepGraceMs)) !== null;
  }

  /** Files without a row only when this installation made them: those it may yet take over from another are left alone. */
  private async mayPutRight(finding: Finding): Promise<boolean> {
    if (finding.about !== 'thing' || finding.thing.kind !== 'object') return PUT_RIGHT.has(finding.kind);
    const { area, name } = finding.thing.at;
    if (finding.owner === null || finding.kind === 'foreign') return false;
    if (area === 'thumbnails') return true;
    const since = (await this.maintenance.usersAmong([finding.owner])).get(finding.owner);
    return since !== undefined && IMAGE_NAME_PATTERN.test(name) && madeAt(name) >= since;
  }

  private soon(work: () => Promise<unknown>): void {
    this.running = this.running
      .then(work)
      .then(() => undefined)
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.logger.error({ err: error }, 'the house could not be put in order');
      });
  }
}

/** Of which no byte may be lost; thumbnails are made again should their rows come back. */
function isOrphan(finding: Finding): boolean {
  return finding.kind === 'orphaned' && finding.about === 'thing' && !isThumbnail(finding.thing);
}

/** A UUID of version 7 begins with the milliseconds. */
function madeAt(name: string): number {
  return Number.parseInt(name.slice(0, 13).replace('-', ''), 16);
}
