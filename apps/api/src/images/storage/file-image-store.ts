import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore } from './image-store';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** `{uploads}/{area}/user-{owner}/{name}`, one file per object. */
export class FileImageStore extends ImageStore {
  constructor(private readonly uploadsDir: string) {
    super();
  }

  async put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    await this.makeFolder(dirname(path));
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

  async read(key: ImageKey): Promise<Uint8Array> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      throw asMissing(key, error);
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

  async move(from: ImageKey, to: ImageKey): Promise<void> {
    const [source, target] = [this.pathOf(from), this.pathOf(to)];
    await this.makeFolder(dirname(target));
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

  private pathOf({ area, owner, name }: ImageKey): string {
    return join(this.uploadsDir, area, `user-${owner}`, name);
  }

  private async handleOf(key: ImageKey): Promise<FileHandle> {
    try {
      return await open(this.pathOf(key), 'r');
    } catch (error) {
      throw asMissing(key, error);
    }
  }

  /** A new folder is durable when its own parent is synced, and so on up to the one that was there. */
  private async makeFolder(folder: string): Promise<void> {
    const firstMade = await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    if (firstMade === undefined) return;
    for (let made = folder; made.length >= firstMade.length; made = dirname(made)) await syncFolder(dirname(made));
  }
}

/** In the same folder, so that the rename is atomic; hidden, so that nobody takes it for an image. */
function temporaryNameFor(path: string): string {
  return join(dirname(path), `.${randomBytes(8).toString('hex')}.tmp`);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it a power cut keeps the temporary name only. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function removeIfThere(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

function asMissing(key: ImageKey, error: unknown): unknown {
  return isAbsence(error) ? new ImageMissing(key, { cause: error }) : error;
}

function isAbsence(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
