import { lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../../config/config';
import { makeFolder, syncFolder, writeDurably } from '../../images/storage/file-durably';
import { giveTo, type Owner, ownerOf } from '../../images/storage/file-owner';
import { MARKER_NAME, markerText } from '../../images/storage/file-store-marker';
import { DATABASE_NAME, type Entry } from '../backup/backup-format';
import type { BackupSource } from './backup-source.files';
import { exists, type Step } from './swap.files';

const STAGED = /\.restoring-\d+(?:-wal|-shm|-journal)?$/;
/** What SQLite may keep beside a database. */
const DATABASE_LOGS = ['-wal', '-shm', '-journal'];
/** Keeps the empty folder in a checkout. */
const KEEP = '.gitkeep';

/** What a backup brings, laid beside what it will replace, on the same disk, so that the swap is nothing but renames. */
export class Staging {
  private readonly folders = new Set<string>();
  private readonly replaced: readonly string[];
  /** Of what is replaced; where nothing is, what root brings belongs to the owner of the folder. */
  private readonly owners = new Map<string, Owner>();
  private readonly marker: string;
  /** Those on a disk of their own cannot be set aside. They are named by their images, and the sweep removes the others. */
  private keepsThumbnails = false;

  constructor(
    private readonly config: Config,
    private readonly stamp: string,
    private readonly secrets: boolean,
  ) {
    const { databaseFile, uploadsDir, dataDir } = config;
    this.marker = join(uploadsDir, MARKER_NAME);
    const areas = ['images', 'trash'].map((area) => join(uploadsDir, area));
    this.replaced = [databaseFile, ...areas, ...(secrets ? [join(dataDir, 'secrets')] : [])];
  }

  /** The database's log goes with the database it belongs to; thumbnails are made anew. */
  get steps(): Step[] {
    const { databaseFile, uploadsDir } = this.config;
    const logs = ['-wal', '-shm'].map((end) => ({ target: databaseFile + end, staged: null, aside: `${this.asideOf(databaseFile)}${end}` }));
    const thumbnails = join(uploadsDir, 'thumbnails');
    const replaced = this.replaced.map((target) => ({ target, staged: this.stagedOf(target), aside: this.asideOf(target) }));
    const marker = { target: this.marker, staged: this.stagedOf(this.marker), aside: this.asideOf(this.marker) };
    return [...logs, ...replaced, ...(this.keepsThumbnails ? [] : [{ target: thumbnails, staged: null, aside: this.asideOf(thumbnails) }]), marker];
  }

  /** Lays out what tells the folder of images for that of the restored database. */
  async mark(id: string): Promise<void> {
    await writeDurably(this.stagedOf(this.marker), Buffer.from(markerText({ id, volumes: [] })));
  }

  /** @throws Error when something cannot be renamed: a mounted folder, or a link. */
  async prepare(): Promise<void> {
    for (const target of this.replaced) {
      if (process.geteuid?.() === 0 || (await exists(target))) this.owners.set(target, await ownerOf(target));
      await makeFolder(dirname(target));
      await refuseUnmovable(target);
      await removeStaged(dirname(target));
    }
    this.keepsThumbnails = await isUnmovable(join(this.config.uploadsDir, 'thumbnails'));
    for (const folder of this.replaced.filter((target) => target !== this.config.databaseFile)) await this.folder(this.stagedOf(folder));
    if (await exists(join(this.config.uploadsDir, 'images', KEEP))) await writeFile(join(this.stagedOf(join(this.config.uploadsDir, 'images')), KEEP), '');
  }

  /** Where the database lies until the swap. */
  get databaseFile(): string {
    return this.stagedOf(this.config.databaseFile);
  }

  /** Durable after `settle`. @throws BackupRefused when what arrived is not what was promised. */
  async take(source: BackupSource, entry: Entry): Promise<void> {
    const staged = this.placeOf(entry);
    if (staged === null) return;
    await this.folder(dirname(staged));
    await source.copy(entry, staged);
  }

  /** What was taken belongs to the owner of what it replaces, and is durable. @throws Error when this user may not give files away. */
  async settle(): Promise<void> {
    for (const [target, owner] of this.owners) await giveTo(owner, this.stagedOf(target));
    for (const folder of this.folders) await syncFolder(folder);
    for (const target of this.replaced) await syncFolder(dirname(target));
  }

  /** Takes back everything, as long as no journal is written. */
  async discard(): Promise<void> {
    const logs = DATABASE_LOGS.map((end) => `${this.databaseFile}${end}`);
    for (const path of [...this.replaced.map((target) => this.stagedOf(target)), this.stagedOf(this.marker), ...logs]) await rm(path, { recursive: true, force: true });
  }

  /** Null for keys that are not to be restored. */
  private placeOf({ path }: Entry): string | null {
    if (path === DATABASE_NAME) return this.stagedOf(this.config.databaseFile);
    const [area = '', ...rest] = path.split('/');
    if (area === 'secrets') return this.secrets ? join(this.stagedOf(join(this.config.dataDir, area)), ...rest) : null;
    return join(this.stagedOf(join(this.config.uploadsDir, area)), ...rest);
  }

  private async folder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    await makeFolder(path);
    this.folders.add(path);
  }

  private stagedOf(target: string): string {
    return `${target}.restoring-${this.stamp}`;
  }

  private asideOf(target: string): string {
    return `${target}.before-restore-${this.stamp}`;
  }
}

async function isUnmovable(target: string): Promise<boolean> {
  return refuseUnmovable(target).then(() => false, () => true);
}

async function refuseUnmovable(target: string): Promise<void> {
  if (!(await exists(target))) return;
  const [found, around] = [await lstat(target), await lstat(dirname(target))];
  if (found.isSymbolicLink()) throw new Error(`${target} is a link. Point the settings at the folder itself, then restore.`);
  if (found.dev !== around.dev) throw new Error(`${target} is a disk of its own, and cannot be set aside. Mount the folder above it, then restore.`);
}

/** Of a restore that was killed before its journal: copies only. */
async function removeStaged(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (STAGED.test(basename(name))) await rm(join(folder, name), { recursive: true, force: true });
  }
}
