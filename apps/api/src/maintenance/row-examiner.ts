import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MaintenanceRepository, type PlacedImage } from '../images/maintenance.repository';
import { keyBeforeMoveOf, keyOf, pathOf } from '../images/storage/image-key';
import { type ImageKey, ImageMissing, ImageStore } from '../images/storage/image-store';
import { StorageError } from '../images/storage/storage-error';
import { errorCode } from '../problems/error-code';
import type { RowFinding } from './finding';

/** Goes from the rows to the files: whether each is where its row says, as long as it says, and with `deep` the very bytes. */
@Injectable()
export class RowExaminer {
  constructor(
    private readonly maintenance: MaintenanceRepository,
    private readonly store: ImageStore,
  ) {}

  /** Newest first. Null for each row that is as it should be. */
  async *all(deep: boolean): AsyncIterable<RowFinding | null> {
    for await (const row of this.maintenance.all()) yield await this.examine(row, deep);
  }

  /** The row asked for anew, and looked at as before. Null when all is well, or the row is gone. */
  async again(finding: RowFinding): Promise<RowFinding | null> {
    const [row] = await this.maintenance.placed(finding.row.owner_id, [finding.row.id]);
    return row ? this.examine(row, finding.kind === 'altered' || finding.kind === 'unreadable') : null;
  }

  private async examine(row: PlacedImage, deep: boolean): Promise<RowFinding | null> {
    try {
      return await this.compare(row, deep);
    } catch (error) {
      if (!(error instanceof StorageError) || error.code !== 'IMAGE_UNREADABLE') throw error;
      // One file must not end the look at all others; a store that is away does.
      await this.store.ping();
      return unreadable(row, error);
    }
  }

  private async compare(row: PlacedImage, deep: boolean): Promise<RowFinding | null> {
    const [here, there] = [keyOf(row), keyBeforeMoveOf(row)];
    const bytes = await this.store.size(here);
    if (bytes === null) return (await this.store.size(there)) === null ? missing(row, here) : misplaced(row, there);
    if (bytes !== row.bytes) return truncated(row, here, bytes);
    return deep && !(await this.hasItsBytes(row, here)) ? altered(row, here) : null;
  }

  private async hasItsBytes(row: PlacedImage, key: ImageKey): Promise<boolean> {
    try {
      return createHash('sha256').update((await this.store.read(key)).bytes).digest('hex') === row.sha256;
    } catch (error) {
      // Moved or removed since its length was asked for; whether it is missing is for the next look to say.
      if (error instanceof ImageMissing) return true;
      throw error;
    }
  }
}

function missing(row: PlacedImage, at: ImageKey): RowFinding {
  return { about: 'row', kind: 'missing', row, path: pathOf(at), detail: 'the row has no file' };
}

function misplaced(row: PlacedImage, at: ImageKey): RowFinding {
  const place = row.deleted_at === null ? 'the library' : 'the trash';
  return { about: 'row', kind: 'misplaced', row, path: pathOf(at), detail: `the row says it is in ${place}` };
}

function truncated(row: PlacedImage, at: ImageKey, bytes: number): RowFinding {
  return { about: 'row', kind: 'truncated', row, path: pathOf(at), detail: `${String(bytes)} bytes instead of ${String(row.bytes)}` };
}

function altered(row: PlacedImage, at: ImageKey): RowFinding {
  return { about: 'row', kind: 'altered', row, path: pathOf(at), detail: 'other bytes than were stored' };
}

function unreadable(row: PlacedImage, { cause }: StorageError): RowFinding {
  return { about: 'row', kind: 'unreadable', row, path: pathOf(keyOf(row)), detail: `the file cannot be read (${errorCode(cause) ?? 'no code'})` };
}
