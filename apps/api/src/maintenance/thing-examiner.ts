import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { ErasureRepository } from '../images/erasure.repository';
import { MaintenanceRepository, type PlacedImage } from '../images/maintenance.repository';
import { imageOfThumbnail, keyOf } from '../images/storage/image-key';
import { ImageMissing, ImageStore } from '../images/storage/image-store';
import { StorageError } from '../images/storage/storage-error';
import { isThumbnail, type StoredObject, type StoredOddity, type StoredThing, StoreSurvey } from '../images/storage/store-survey';
import { isWholeWebp, WEBP_HEAD_BYTES } from '../images/thumbnails/whole-webp';
import { errorCode } from '../problems/error-code';
import type { Kind, ThingFinding } from './finding';

const THINGS_AT_ONCE = 500;
const FOLDER = /^[^/]+\/user-([^/]+)/;

interface Look {
  /** What is younger may be on its way. */
  readonly olderThan: number;
  /** Thumbnails are looked into, too. */
  readonly deep: boolean;
}

interface Known {
  readonly known: ReadonlyMap<string, number>;
  readonly rows: ReadonlyMap<string, PlacedImage>;
}

/** Goes from the files to the rows: whether a row accounts for each thing in the store. What is younger than the grace may be on its way. */
@Injectable()
export class ThingExaminer {
  constructor(
    private readonly maintenance: MaintenanceRepository,
    private readonly erasures: ErasureRepository,
    private readonly store: ImageStore,
    private readonly survey: StoreSurvey,
  ) {}

  /** Null for each thing that is as it should be. Everything in the folder of somebody unknown is one finding, told once. */
  async *all(graceMs: number, now: () => number, deep: boolean): AsyncIterable<ThingFinding | null> {
    const strangers = new Set<string>();
    for await (const things of inBatches(this.survey.things())) {
      for (const finding of await this.examine(things, { olderThan: now() - graceMs, deep })) {
        const folder = finding?.owner === null ? folderOf(finding.path) : null;
        if (folder === null || !strangers.has(folder)) yield finding;
        if (folder !== null) strangers.add(folder);
      }
    }
  }

  /** The thing looked at anew, and its row asked for anew. */
  async again(finding: ThingFinding, olderThan: number): Promise<ThingFinding | null> {
    const thing = await this.survey.again(finding.thing);
    return thing ? ((await this.examine([thing], { olderThan, deep: finding.kind === 'truncated' || finding.kind === 'unreadable' }))[0] ?? null) : null;
  }

  private async examine(things: readonly StoredThing[], how: Look): Promise<(ThingFinding | null)[]> {
    const owners = [...new Set(things.map((thing) => ownerOf(thing)).filter((owner) => owner !== null))];
    const known = await this.maintenance.usersAmong(owners);
    const rows = new Map<string, PlacedImage>();
    for (const owner of known.keys()) {
      const ids = things.filter((thing) => thing.kind === 'object' && thing.at.owner === owner).map((thing) => imageOf(thing as StoredObject));
      for (const row of await this.maintenance.placed(owner, ids)) rows.set(row.id, row);
    }
    const findings = [];
    for (const thing of things) findings.push(await this.judge(thing, { known, rows }, how));
    return findings;
  }

  private async judge(thing: StoredThing, { known, rows }: Known, { olderThan, deep }: Look): Promise<ThingFinding | null> {
    const owner = ownerOf(thing);
    if (owner === null || !known.has(owner)) return ofNobody(thing, owner);
    if (thing.kind !== 'object') return oddity(thing, owner, olderThan);
    const why = await this.whyOrphaned(thing, rows.get(imageOf(thing)));
    if (why === null) return deep ? this.damageOf(thing, owner) : null;
    return thing.changedAt > olderThan ? null : found(thing.bytes === 0 ? 'empty' : 'orphaned', thing, owner, why);
  }

  /** Originals are held against their rows. */
  private async damageOf(thing: StoredObject, owner: string): Promise<ThingFinding | null> {
    if (!isThumbnail(thing)) return null;
    try {
      return (await this.isWhole(thing)) ? null : found('truncated', thing, owner, 'not as long as it says it is');
    } catch (error) {
      const { cause } = await this.requireUnreadable(error);
      return found('unreadable', thing, owner, `the file cannot be read (${errorCode(cause) ?? 'no code'})`);
    }
  }

  /** One file that cannot be read must not end the look at all others; a store that is away does. */
  private async requireUnreadable(error: unknown): Promise<StorageError> {
    if (!(error instanceof StorageError) || error.code !== 'IMAGE_UNREADABLE') throw error;
    await this.store.ping();
    return error;
  }

  /** A thumbnail removed since is made anew when it is asked for. */
  private async isWhole({ at, bytes }: StoredObject): Promise<boolean> {
    try {
      return isWholeWebp(await buffer(await this.store.open(at, { start: 0, end: WEBP_HEAD_BYTES - 1 })), bytes);
    } catch (error) {
      if (error instanceof ImageMissing) return true;
      throw error;
    }
  }

  /** Null when the row accounts for it. */
  private async whyOrphaned(thing: StoredObject, row: PlacedImage | undefined): Promise<string | null> {
    if (row?.owner_id !== thing.at.owner) {
      // A delete that a backup or a crash holds up ends it yet; set aside it would be lost to the backup.
      return (await this.erasures.isPromised(thing.at.owner, imageOf(thing))) ? null : 'no image is called so';
    }
    if (thing.at.area === 'thumbnails') return null;
    if (thing.at.name !== row.filename) return 'the image has another name';
    if (thing.at.area === keyOf(row).area) return null;
    // Alone in the wrong place it is misplaced, and its row tells so.
    return (await this.isInPlace(row)) ? 'a second copy; the image is where its row says' : null;
  }

  private async isInPlace(row: PlacedImage): Promise<boolean> {
    try {
      return (await this.store.size(keyOf(row))) !== null;
    } catch (error) {
      await this.requireUnreadable(error);
      return false; // The finding is that of its row; a second copy may be the only one.
    }
  }
}

function oddity(thing: StoredOddity, owner: string, olderThan: number): ThingFinding | null {
  // The folder of a user is kept, empty or not: an image may be on its way into it.
  if (thing.kind === 'empty-folder') return null;
  if (thing.kind === 'temporary') return thing.changedAt > olderThan ? null : found('temporary', thing, owner, thing.what);
  return found('foreign', thing, owner, thing.what);
}

function ofNobody(thing: StoredThing, owner: string | null): ThingFinding {
  if (owner === null) return found('foreign', thing, null, 'what' in thing ? thing.what : 'in no folder');
  if (thing.kind === 'empty-folder') return found('empty', thing, null, thing.what);
  return { ...found('foreign', thing, null, 'the folder of no user that is known'), path: folderOf(thing.path) };
}

function found(kind: Kind, thing: StoredThing, owner: string | null, detail: string): ThingFinding {
  return { about: 'thing', kind, thing, owner, path: thing.path, detail };
}

function imageOf({ at }: StoredObject): string {
  return (at.area === 'thumbnails' ? imageOfThumbnail(at.name) : at.name.split('.', 1)[0]) ?? '';
}

/** Null for what lies outside of any user's folder. */
function ownerOf(thing: StoredThing): string | null {
  return thing.kind === 'object' ? thing.at.owner : (FOLDER.exec(thing.path)?.[1] ?? null);
}

function folderOf(path: string): string {
  return FOLDER.exec(path)?.[0] ?? path;
}

async function* inBatches(things: AsyncIterable<StoredThing>): AsyncIterable<StoredThing[]> {
  let batch: StoredThing[] = [];
  for await (const thing of things) {
    batch.push(thing);
    if (batch.length < THINGS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
