import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { noDeadline, type Progress } from './call-gate';
import { errorCode } from '../../problems/error-code';
import { appendDurably, isAbsence, makeFolder, removeIfThere, syncFolder } from './file-durably';
import { pathOf } from './image-key';
import { AREAS, type Area, type ImageKey } from './image-store';
import { canMoveInto, moveEntry } from './file-entry-move';
import { QUARANTINE } from './store-marker';
import { isThumbnail, NotMovable, type StoredObject, type StoredOddity, type StoredThing, StoreSurvey } from './store-survey';

const ID_LENGTH = 36;
const SEPARATOR = process.platform === 'win32' ? /[\\/]/ : '/';
const USER_FOLDER = /^user-(.+)$/s;
const TEMPORARY = /^\.[0-9a-f]{16}\.tmp$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** What keeps the empty folder in a checkout, the marker, what a restore left aside, and what ext4 keeps at the top of every disk. */
const EXPECTED = /^\.gitkeep$|^\.vitrine-store(\.|$)|^lost\+found$|\.(before-restore|restoring)-\d+$/;

/** Looks over the folders of a `FileImageStore`. An area may be a link; other links are reported, never followed. */
export class FileStoreSurvey extends StoreSurvey {
  constructor(private readonly uploadsDir: string) {
    super();
  }

  async *things(): AsyncIterable<StoredThing> {
    for await (const entry of this.entriesOf('')) {
      if (entry.name === QUARANTINE || EXPECTED.test(entry.name)) continue;
      if (isAreaName(entry.name) && (await this.isFolder(entry))) yield* this.areaThings(entry.name);
      else yield* this.oddity(entry.name, 'foreign', 'does not belong into the store');
    }
  }

  async find(at: ImageKey): Promise<StoredObject | null> {
    const path = pathOf(at);
    const stats = await this.stat(path);
    return stats?.isFile() ? { kind: 'object', at, ...thingOf(path, stats) } : null;
  }

  async again<T extends StoredThing>(thing: T): Promise<T | null> {
    const now = await this.stat(thing.path);
    return now && identityOf(now) === thing.identity ? { ...thing, changedAt: changedAt(now) } : null;
  }

  async setAside(thing: StoredThing, day: string, reason: string, progress = noDeadline): Promise<string | null> {
    if (!(await this.again(thing))) return null;
    const aside = await this.freePath(asidePathOf(thing.path, day));
    if (!(await canMoveInto(dirname(this.full(aside)), this.full(thing.path)))) throw new NotMovable();
    await this.note(day, { from: thing.path, to: aside, bytes: thing.bytes, reason });
    await this.move(thing.path, aside, progress);
    return aside;
  }

  async setAsideUnlessFile(at: ImageKey, day: string, reason: string): Promise<string | null> {
    const path = pathOf(at);
    const stats = await this.stat(path);
    if (!stats || stats.isFile()) return null;
    return this.setAside({ kind: 'foreign', what: 'no plain file', ...thingOf(path, stats) }, day, reason);
  }

  async putBack(thing: StoredThing, asidePath: string, progress = noDeadline): Promise<boolean> {
    if (await this.stat(thing.path)) return false;
    await this.move(asidePath, thing.path, progress);
    return true;
  }

  async discard(thing: StoredThing): Promise<boolean> {
    if (!mayGo(thing) || !(await this.again(thing))) return false;
    if (thing.kind === 'empty-folder') await rmdir(this.full(thing.path));
    else await removeIfThere(this.full(thing.path));
    await syncFolder(dirname(this.full(thing.path)));
    return true;
  }

  async eraseAside(owner: string, ids: readonly string[]): Promise<void> {
    for await (const day of this.entriesOf(QUARANTINE)) {
      if (!DAY.test(day.name)) continue;
      for (const area of AREAS) await this.eraseIn(`${QUARANTINE}/${day.name}/user-${owner}/${area}`, new Set(ids));
    }
  }

  async note(day: string, record: Readonly<Record<string, unknown>>): Promise<void> {
    const folder = this.full(`${QUARANTINE}/${day}`);
    await makeFolder(folder);
    await appendDurably(join(folder, 'manifest.jsonl'), `${JSON.stringify({ at: new Date().toISOString(), ...record })}\n`);
    await syncFolder(folder);
  }

  /** All names of an image begin with its id, those of second copies too. */
  private async eraseIn(folder: string, ids: ReadonlySet<string>): Promise<void> {
    let erased = false;
    for await (const entry of this.entriesOf(folder)) {
      if (!entry.isFile() || !ids.has(entry.name.slice(0, ID_LENGTH))) continue;
      await removeIfThere(this.full(`${folder}/${entry.name}`));
      erased = true;
    }
    if (erased) await syncFolder(this.full(folder));
  }

  private async *areaThings(area: Area): AsyncIterable<StoredThing> {
    for await (const entry of this.entriesOf(area)) {
      const owner = USER_FOLDER.exec(entry.name)?.[1];
      if (EXPECTED.test(entry.name)) continue;
      if (owner !== undefined && entry.isDirectory()) yield* this.ownedThings(area, owner);
      else yield* this.oddity(`${area}/${entry.name}`, 'foreign', entry.isSymbolicLink() ? 'a link' : 'no folder of a user');
    }
  }

  private async *ownedThings(area: Area, owner: string): AsyncIterable<StoredThing> {
    const folder = `${area}/user-${owner}`;
    let empty = true;
    try {
      for await (const entry of this.entriesOf(folder)) {
        empty = false;
        yield* this.ownedThing(entry, area, owner);
      }
    } catch (error) {
      if (errorCode(error) !== 'EACCES') throw error;
      empty = false;
      yield* this.oddity(folder, 'foreign', 'a folder that cannot be read');
    }
    if (empty) yield* this.oddity(folder, 'empty-folder', 'a folder without content');
  }

  private async *ownedThing(entry: Dirent, area: Area, owner: string): AsyncIterable<StoredThing> {
    const at = { area, owner, name: entry.name };
    const path = pathOf(at);
    if (!entry.isFile()) yield* this.oddity(path, 'foreign', entry.isSymbolicLink() ? 'a link' : 'no plain file');
    else if (TEMPORARY.test(entry.name)) yield* this.oddity(path, 'temporary', 'a file that was never finished');
    else {
      const stats = await this.stat(path);
      if (stats) yield { kind: 'object', at, ...thingOf(path, stats) };
    }
  }

  private async *oddity(path: string, kind: StoredOddity['kind'], what: string): AsyncIterable<StoredThing> {
    const stats = await this.stat(path);
    if (stats) yield { kind, what, ...thingOf(path, stats) };
  }

  /** Nothing of a folder that is not there, or is none. */
  private async *entriesOf(path: string): AsyncIterable<Dirent> {
    try {
      yield* await opendir(this.full(path));
    } catch (error) {
      if (!isAbsence(error) && errorCode(error) !== 'ENOTDIR') throw error;
    }
  }

  private async stat(path: string): Promise<Stats | null> {
    try {
      return await lstat(this.full(path));
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  private async isFolder(entry: Dirent): Promise<boolean> {
    return entry.isDirectory() || (entry.isSymbolicLink() && (await stat(this.full(entry.name))).isDirectory());
  }

  /** A rename takes the place of what is there, so the place must be free. */
  private async freePath(wanted: string): Promise<string> {
    for (let path = wanted, i = 2; ; path = `${wanted}~${String(i++)}`) if (!(await this.stat(path))) return path;
  }

  private async move(from: string, to: string, progress: Progress): Promise<void> {
    await moveEntry(this.full(from), this.full(to), progress);
  }

  /** @throws Error for a path that leads out of the store. */
  private full(path: string): string {
    if (path.includes('\0') || path.split(SEPARATOR).includes('..')) throw new Error('a path leads out of the store');
    return join(this.uploadsDir, path);
  }
}

function isAreaName(name: string): name is Area {
  return AREAS.some((area) => area === name);
}

/** What is nobody's work: half a file, no file, or what is made again from its original. */
function mayGo(thing: StoredThing): boolean {
  return thing.kind === 'temporary' || thing.kind === 'empty-folder' || isThumbnail(thing);
}

/** `images/user-7/a.png` is found again at `quarantine/{day}/user-7/images/a.png`. */
function asidePathOf(path: string, day: string): string {
  const [area = '', user = '', ...rest] = path.split('/');
  return [QUARANTINE, day, user, area, ...rest].join('/');
}

function thingOf(path: string, stats: Stats) {
  return { path, bytes: stats.size, changedAt: changedAt(stats), identity: identityOf(stats) };
}

function changedAt(stats: Stats): number {
  return Math.max(stats.mtimeMs, stats.ctimeMs);
}

function identityOf({ dev, ino, size, mtimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs].join(':');
}
