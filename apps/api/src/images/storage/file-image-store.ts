import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { access, constants, type FileHandle, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isAbsence, makeFolder, removeIfThere, syncFolder, writeDurably } from './file-durably';
import { copyPieces } from './file-pieces';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore, requirePlainKey, type StoredBytes, type WritePiece } from './image-store';

/** `{uploads}/{area}/user-{owner}/{name}`, one file per object. */
export class FileImageStore extends ImageStore {
  constructor(private readonly uploadsDir: string) {
    super();
  }

  async put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    await makeFolder(dirname(path));
    const temporary = temporaryNameFor(path);
    try {
      await writeDurably(temporary, bytes);
      await rename(temporary, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await removeIfThere(temporary);
      throw error;
    }
  }

  async read(key: ImageKey): Promise<StoredBytes> {
    const file = await this.handleOf(key);
    try {
      const stats = await file.stat({ bigint: true });
      return { bytes: await file.readFile(), version: versionOf(stats) };
    } finally {
      await file.close();
    }
  }

  async version(key: ImageKey): Promise<string | null> {
    try {
      return versionOf(await stat(this.pathOf(key), { bigint: true }));
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  async size(key: ImageKey): Promise<number | null> {
    try {
      return (await stat(this.pathOf(key))).size;
    } catch (error) {
      if (isAbsence(error)) return null;
      throw error;
    }
  }

  async open(key: ImageKey, range: ByteRange): Promise<Readable> {
    const file = await this.handleOf(key);
    return file.createReadStream({ start: range.start, end: range.end });
  }

  async copy(key: ImageKey, range: ByteRange, write: WritePiece): Promise<void> {
    const file = await this.handleOf(key);
    try {
      await copyPieces(file, range, write);
    } finally {
      await file.close();
    }
  }

  async move(from: ImageKey, to: ImageKey): Promise<void> {
    const [source, target] = [this.pathOf(from), this.pathOf(to)];
    await makeFolder(dirname(target));
    try {
      await rename(source, target);
    } catch (error) {
      if (isAbsence(error) && (await this.size(to)) !== null) return;
      throw asMissing(from, error);
    }
    await syncFolder(dirname(target));
    await syncFolder(dirname(source));
  }

  async remove(key: ImageKey): Promise<void> {
    const path = this.pathOf(key);
    if (await removeIfThere(path)) await syncFolder(dirname(path));
  }

  async ping(): Promise<void> {
    await access(`${this.uploadsDir}/`, constants.R_OK | constants.W_OK | constants.X_OK);
  }

  private pathOf(key: ImageKey): string {
    const { area, owner, name } = requirePlainKey(key);
    return join(this.uploadsDir, area, `user-${owner}`, name);
  }

  private async handleOf(key: ImageKey): Promise<FileHandle> {
    try {
      return await open(this.pathOf(key), 'r');
    } catch (error) {
      throw asMissing(key, error);
    }
  }
}

/** Whatever writes to a file, or puts another in its place, changes one of these; the time of change cannot be set by hand. */
function versionOf({ ino, size, ctimeNs }: BigIntStats): string {
  return `${String(ino)}-${String(size)}-${String(ctimeNs)}`;
}

/** In the same folder, so that the rename is atomic; hidden, so that nobody takes it for an image. */
function temporaryNameFor(path: string): string {
  return join(dirname(path), `.${randomBytes(8).toString('hex')}.tmp`);
}

function asMissing(key: ImageKey, error: unknown): unknown {
  return isAbsence(error) ? new ImageMissing(key, { cause: error }) : error;
}
