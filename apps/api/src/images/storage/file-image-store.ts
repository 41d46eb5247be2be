import type { BigIntStats } from 'node:fs';
import { access, constants, type FileHandle, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { CallGate } from './call-gate';
import { isAbsence, makeFolder, removeIfThere, syncFolder, writeDurably } from './file-durably';
import { moveFile, temporaryNameFor } from './file-move';
import { NotRegularFile, openRegularFile, refuseOtherThanFile, statRegularFile } from './file-open';
import { copyPieces, type PieceReader, readWhole } from './file-pieces';
import { FileRangeStream } from './file-range-stream';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore, requirePlainKey, type StoredBytes, type WritePiece } from './image-store';

const TIMEOUT_MS = 20_000;

/** `{uploads}/{area}/user-{owner}/{name}`, one file per object. */
export class FileImageStore extends ImageStore {
  constructor(
    private readonly uploadsDir: string,
    private readonly gate = new CallGate(TIMEOUT_MS),
  ) {
    super();
  }

  put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    return this.gate.run(nameOf(key), async (progress) => {
      const path = this.pathOf(key);
      await makeFolder(dirname(path));
      const temporary = temporaryNameFor(path);
      try {
        await writeDurably(temporary, bytes, progress);
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await removeIfThere(temporary);
        throw error;
      }
    });
  }

  read(key: ImageKey): Promise<StoredBytes> {
    return this.gate.run(nameOf(key), async (progress) => {
      const file = await this.handleOf(key);
      try {
        const stats = await file.stat({ bigint: true });
        return { bytes: await readWhole(file, Number(stats.size), progress), version: versionOf(stats) };
      } finally {
        await file.close();
      }
    });
  }

  async version(key: ImageKey): Promise<string | null> {
    const stats = await this.statsOf(key);
    return stats && versionOf(stats);
  }

  async size(key: ImageKey): Promise<number | null> {
    const stats = await this.statsOf(key);
    return stats && Number(stats.size);
  }

  async open(key: ImageKey, range: ByteRange): Promise<Readable> {
    return new FileRangeStream(await this.openFile(key), range, this.gate, nameOf(key));
  }

  async copy(key: ImageKey, range: ByteRange, write: WritePiece): Promise<void> {
    const file = await this.openFile(key);
    const reader: PieceReader = { read: (...piece) => this.gate.run(nameOf(key), () => file.read(...piece)) };
    try {
      await copyPieces(reader, range, write);
    } catch (error) {
      // Not waited for: it may be the reading that hangs.
      closeWhenPossible(file);
      throw error;
    }
    await file.close();
  }

  move(from: ImageKey, to: ImageKey): Promise<void> {
    return this.gate.run(nameOf(from), async (progress) => {
      try {
        await moveFile(this.pathOf(from), this.pathOf(to), progress);
      } catch (error) {
        if (isAbsence(error) && (await isAnythingAt(this.pathOf(to)))) return;
        throw asMissing(from, error);
      }
    });
  }

  remove(key: ImageKey): Promise<void> {
    return this.gate.run(nameOf(key), async () => {
      const path = this.pathOf(key);
      await refuseOtherThanFile(path);
      if (await removeIfThere(path)) await syncFolder(dirname(path));
    });
  }

  ping(): Promise<void> {
    return this.gate.run('ping', () => access(`${this.uploadsDir}/`, constants.R_OK | constants.W_OK | constants.X_OK));
  }

  private statsOf(key: ImageKey): Promise<BigIntStats | null> {
    return this.gate.run(nameOf(key), () => statsAt(this.pathOf(key)));
  }

  private openFile(key: ImageKey): Promise<FileHandle> {
    return this.gate.run(nameOf(key), () => this.handleOf(key), closeWhenPossible);
  }

  private pathOf(key: ImageKey): string {
    const { area, owner, name } = requirePlainKey(key);
    return join(this.uploadsDir, area, `user-${owner}`, name);
  }

  private async handleOf(key: ImageKey): Promise<FileHandle> {
    try {
      return await openRegularFile(this.pathOf(key));
    } catch (error) {
      throw asMissing(key, error);
    }
  }
}

function closeWhenPossible(file: FileHandle): void {
  file.close().catch(() => undefined);
}

/** The same in every area: a move that hangs holds both places. */
function nameOf({ owner, name }: ImageKey): string {
  return `${owner}/${name}`;
}

async function statsAt(path: string): Promise<BigIntStats | null> {
  try {
    return await statRegularFile(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** Also what is no file, which may have been there all along: whether it can be read is for reading to say. */
async function isAnythingAt(path: string): Promise<boolean> {
  try {
    return (await statsAt(path)) !== null;
  } catch (error) {
    if (error instanceof NotRegularFile) return true;
    throw error;
  }
}

/** Whatever writes to a file, or puts another in its place, changes one of these; the time of change cannot be set by hand. */
function versionOf({ ino, size, ctimeNs }: BigIntStats): string {
  return `${String(ino)}-${String(size)}-${String(ctimeNs)}`;
}

function asMissing(key: ImageKey, error: unknown): unknown {
  return isAbsence(error) ? new ImageMissing(key, { cause: error }) : error;
}
