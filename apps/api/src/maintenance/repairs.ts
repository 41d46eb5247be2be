import { Injectable } from '@nestjs/common';
import type { ImageRow } from '../database/schema';
import { CounterRepository } from '../images/counter.repository';
import { ImageFiles } from '../images/image-files';
import { ImageRepository, type Place } from '../images/image.repository';
import { MaintenanceRepository } from '../images/maintenance.repository';
import { keyOf } from '../images/storage/image-key';
import { isThumbnail, NotMovable, type StoredThing, StoreSurvey } from '../images/storage/store-survey';
import { Doctor } from './doctor';
import type { CounterFinding, Finding, RowFinding, ThingFinding } from './finding';

/** What became of a finding, in words; null: left as it is, which the doctor may not change. */
export type Outcome = string | null;

const NO_LONGER = 'is well by now';

/** Puts right what can be put right without losing a byte. Everything is asked for anew at the moment of the act: the server may be running. */
@Injectable()
export class Repairs {
  constructor(
    private readonly doctor: Doctor,
    private readonly maintenance: MaintenanceRepository,
    private readonly images: ImageRepository,
    private readonly files: ImageFiles,
    private readonly survey: StoreSurvey,
    private readonly counters: CounterRepository,
  ) {}

  async repair(finding: Finding, graceMs: number): Promise<Outcome> {
    const now = await this.doctor.again(finding, graceMs);
    if (now?.kind !== finding.kind) return NO_LONGER;
    switch (now.about) {
      case 'row': return this.repairRow(now);
      case 'thing': return this.repairThing(now);
      case 'counter': return this.recount(now);
    }
  }

  /** Takes a row without a file out of its owner's sight; all that it said stays in the quarantine's record. */
  async forget(finding: RowFinding): Promise<Outcome> {
    const now = await this.doctor.again(finding, 0);
    if (now?.about !== 'row' || now.kind !== 'missing') return NO_LONGER;
    const { owner_id: owner, filename, deleted_at: deletedAt } = now.row;
    const place = deletedAt === null ? 'library' : 'trash';
    const row = await this.images.find(owner, place, filename);
    if (!row) return NO_LONGER;
    await this.survey.note(today(), { row, reason: 'missing' });
    return (await this.takeOut(row, place)) ? 'the row is in the quarantine’s record' : NO_LONGER;
  }

  /** What was set aside of it stays: its owner has not asked for it to be erased. */
  private async takeOut(row: ImageRow, place: Place): Promise<boolean> {
    const removed = await this.images.remove(row.owner_id, place, [row.filename], 'stay');
    if (!removed) return false;
    await this.files.dropThumbnails(row);
    return true;
  }

  private async recount({ miscount }: CounterFinding): Promise<Outcome> {
    await this.counters.recount(miscount);
    return 'counted again';
  }

  private repairRow(finding: RowFinding): Promise<Outcome> {
    if (finding.kind === 'misplaced') return this.move(finding);
    if (finding.kind === 'missing' || finding.kind === 'unreadable') return Promise.resolve(null);
    return this.setDamagedAside(finding);
  }

  private async move(finding: RowFinding): Promise<Outcome> {
    const { row } = finding;
    await this.files.place([row]);
    const [now] = await this.maintenance.placed(row.owner_id, [row.id]);
    if (!now) {
      await this.files.erase([row]);
      return 'is gone by now';
    }
    return (await this.doctor.again(finding, 0)) ? null : `is in ${keyOf(now).area} now`;
  }

  /** Its row stays, and answers that the image is not to be had rather than with wrong bytes. */
  private async setDamagedAside(finding: RowFinding): Promise<Outcome> {
    const thing = await this.survey.find(keyOf(finding.row));
    const still = await this.doctor.again(finding, 0);
    if (!thing || still?.kind !== finding.kind) return NO_LONGER;
    return asideAs(await this.survey.setAside(thing, today(), finding.kind));
  }

  private async repairThing({ thing, owner, kind }: ThingFinding): Promise<Outcome> {
    if (thing.kind === 'temporary' || thing.kind === 'empty-folder') return this.discard(thing);
    // Nobody's folder may be somebody's yet: `--adopt --map` can tell. And what links where is for a person to say.
    if (owner === null || thing.path.split('/').length < 3) return null;
    // Kept aside it would only outlive the picture it shows.
    return isThumbnail(thing) ? this.discard(thing) : this.setAside(thing, kind).catch(leftInPlace);
  }

  private async setAside(thing: StoredThing, kind: Finding['kind']): Promise<Outcome> {
    const aside = await this.survey.setAside(thing, today(), kind);
    const back = aside !== null && (await this.hasARowNow(thing)) && (await this.survey.putBack(thing, aside));
    return back ? NO_LONGER : asideAs(aside);
  }

  private async discard(thing: StoredThing): Promise<Outcome> {
    return (await this.survey.discard(thing)) ? 'removed' : NO_LONGER;
  }

  /** Its row may have come between the last look and the act. */
  private async hasARowNow(thing: StoredThing): Promise<boolean> {
    if (thing.kind !== 'object' || thing.at.area === 'thumbnails') return false;
    const [id = ''] = thing.at.name.split('.', 1);
    const [row] = await this.maintenance.placed(thing.at.owner, [id]);
    return row?.filename === thing.at.name && keyOf(row).area === thing.at.area;
  }
}

function leftInPlace(error: unknown): Outcome {
  if (!(error instanceof NotMovable)) throw error;
  return 'stays: the quarantine is on another file system, to which only files and links can be moved; move it by hand';
}

function asideAs(aside: string | null): Outcome {
  return aside === null ? NO_LONGER : `set aside as ${aside}`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
