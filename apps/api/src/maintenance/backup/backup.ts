import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config';
import { copyDatabase, openCopy } from '../../database/copy';
import { LeaseRepository } from '../../database/lease.repository';
import { MaintenanceRepository, type PlacedImage } from '../../images/maintenance.repository';
import { keyBeforeMoveOf, keyOf, pathOf } from '../../images/storage/image-key';
import { ImageMissing, ImageStore } from '../../images/storage/image-store';
import { StorageError } from '../../images/storage/storage-error';
import { StoreIdentity } from '../../images/storage/store-identity';
import { VERSION } from '../../version';
import { type Complete, type Entry } from './backup-format';
import { BackupLease } from './backup-lease';
import { BackupTarget, keysOf } from './backup-target.files';

const FILES_AT_ONCE = 4;
/** A file that is just being moved is found at the next look. */
const LOOKS = 5;
const LOOK_AGAIN_MS = 100;

export interface BackupOptions {
  /** With the signing keys: with them, those who are signed in stay so after a restore. */
  readonly secrets: boolean;
}

/** Copies a running installation: first the rows as they are at one moment, then every file these rows name. */
@Injectable()
export class Backup {
  constructor(
    private readonly config: Config,
    private readonly leases: LeaseRepository,
    private readonly store: ImageStore,
    private readonly identity: StoreIdentity,
  ) {}

  async run(folder: string, { secrets }: BackupOptions): Promise<Complete> {
    await this.identity.check();
    const target = new BackupTarget(folder);
    await target.begin();
    const lease = await BackupLease.take(this.leases);
    try {
      const createdAt = new Date().toISOString();
      await copyDatabase(this.config.databaseFile, target.databaseFile);
      const { entries, lost } = await this.copyFiles(target);
      if (secrets) for (const [name, key] of await keysOf(this.config.dataDir)) entries.push(await target.write(`secrets/${name}`, key));
      const images = lost.length + entries.filter(({ path }) => !path.startsWith('secrets/')).length;
      entries.push(await target.takeDatabase());
      await this.identity.check();
      await lease.prove();
      return await target.complete(entries, { format: 1, version: VERSION, createdAt, images, lost, secrets });
    } finally {
      await lease.release();
    }
  }

  private async copyFiles(target: BackupTarget): Promise<{ entries: Entry[]; lost: string[] }> {
    const [entries, lost]: [Entry[], string[]] = [[], []];
    const copy = openCopy(target.databaseFile);
    try {
      const rows = new MaintenanceRepository(copy).all();
      const copyRest = async () => {
        for (let next = await rows.next(); !next.done; next = await rows.next()) {
          const [path, bytes] = [pathOf(keyOf(next.value)), await this.bytesOf(next.value)];
          if (bytes) entries.push(await target.write(path, bytes));
          else lost.push(path);
        }
      };
      await Promise.all(Array.from({ length: FILES_AT_ONCE }, copyRest));
    } finally {
      await copy.destroy();
    }
    return { entries, lost };
  }

  /** Null when the very bytes the row tells of are nowhere. */
  private async bytesOf(row: PlacedImage): Promise<Uint8Array | null> {
    for (let look = 0; look < LOOKS; look += 1) {
      for (const key of [keyOf(row), keyBeforeMoveOf(row)]) {
        const stored = await this.store.read(key).catch((error: unknown) => this.absent(error));
        if (stored && createHash('sha256').update(stored.bytes).digest('hex') === row.sha256) return stored.bytes;
      }
      await wait(LOOK_AGAIN_MS);
    }
    return null;
  }

  /** One file that cannot be read is lost; a store that is away ends the backup. */
  private async absent(error: unknown): Promise<null> {
    if (error instanceof ImageMissing) return null;
    if (!(error instanceof StorageError) || error.code !== 'IMAGE_UNREADABLE') throw error;
    await this.identity.check();
    return null;
  }
}
