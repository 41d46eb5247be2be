import { constants, type Stats } from 'node:fs';
import { link, lstat, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbsence, makeFolder, removeIfThere, syncFolder } from '../../images/storage/file-durably';
import { copyBeside, hasSameBytes } from '../../images/storage/file-move';
import { giveToOwnerOf } from '../../images/storage/file-owner';
import { isHardLinkUnsupported } from '../../images/storage/hard-links';
import type { ImageKey } from '../../images/storage/image-store';
import { errorCode } from '../../problems/error-code';

const PRIVATE_FILE = 0o600;
const SIDECAR_BYTES_MAX = 1024 * 1024;
export const SIDECAR = /\.(json|txt)$/i;

export interface FoundFile {
  readonly bytes: Uint8Array;
  /** Epoch ms; when its content, and when anything of it, last changed. */
  readonly modifiedAt: number;
  readonly changedAt: number;
}

export interface Sidecar {
  readonly kind: 'json' | 'txt';
  readonly text: string;
}

/** `uploads/images/` as another program left it: folders of files with any name. Links are not followed. */
export class AdoptTree {
  /** Made in this run in place of a second name. */
  private readonly copies = new Set<string>();

  constructor(private readonly uploadsDir: string) {}

  async folders(): Promise<string[]> {
    const entries = await readdir(this.pathOf('', ''), { withFileTypes: true }).catch((error: unknown) => {
      if (isAbsence(error)) return [];
      throw error;
    });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  }

  /** Everything that could be an image, in the order of names. */
  async names(folder: string): Promise<string[]> {
    const entries = await readdir(this.pathOf(folder, ''), { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !SIDECAR.test(entry.name)).map((entry) => entry.name).sort();
  }

  /** Null when it is larger than `bytesMax`. */
  async read(folder: string, name: string, bytesMax: number): Promise<FoundFile | null> {
    const file = await open(this.pathOf(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const stats = await file.stat();
      if (stats.size > bytesMax) return null;
      return { bytes: await file.readFile(), modifiedAt: Math.max(0, Math.floor(stats.mtimeMs)), changedAt: Math.max(stats.mtimeMs, stats.ctimeMs) };
    } finally {
      await file.close();
    }
  }

  /** `a.json`, `a.txt`, `a.png.json` or `a.png.txt` beside `a.png`. */
  async sidecar(folder: string, name: string): Promise<Sidecar | null> {
    const stem = name.replace(/\.[^.]+$/, '');
    for (const kind of ['json', 'txt'] as const) {
      for (const beside of [`${stem}.${kind}`, `${name}.${kind}`]) {
        const path = this.pathOf(folder, beside);
        const stats = await stat(path);
        if (stats?.isFile() && stats.size <= SIDECAR_BYTES_MAX) return { kind, text: await readFile(path, 'utf8') };
      }
    }
    return null;
  }

  /**
   * A second name for the same bytes, durable when it resolves; the first one stays. A copy where there are no hard links, or on another file system.
   * @throws when another file has that name.
   */
  async nameAs(folder: string, name: string, key: ImageKey): Promise<void> {
    const [from, to] = [this.pathOf(folder, name), this.placeOf(key)];
    if (from === to || (await isSameFile(from, to))) return;
    await makeFolder(dirname(to));
    await this.linkOrCopy(from, to);
    const file = await open(to, 'r');
    try {
      await giveToOwnerOf(dirname(to), file);
      await file.chmod(PRIVATE_FILE);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(to));
  }

  /** Ends the first name, if the bytes it names are still those of the second one. */
  async dropName(folder: string, name: string, key: ImageKey): Promise<boolean> {
    const [from, to] = [this.pathOf(folder, name), this.placeOf(key)];
    if (from === to || !((await isSameFile(from, to)) || (await this.isCopy(from, to)))) return false;
    await removeIfThere(from);
    await syncFolder(dirname(from));
    return true;
  }

  /** A copy has its name only when it is whole. Nothing else writes the name of an image that has no row yet. */
  private async linkOrCopy(from: string, to: string): Promise<void> {
    try {
      await link(from, to);
    } catch (error) {
      const exists = errorCode(error) === 'EEXIST' || (await stat(to)) !== null;
      // A run that was cut off may have left the copy.
      if (exists ? !(await hasSameBytes(from, to)) : !needsCopy(error)) throw error;
      if (!exists) await copyBeside(from, to);
      this.copies.add(to);
    }
  }

  private async isCopy(from: string, to: string): Promise<boolean> {
    return this.copies.has(to) && (await hasSameBytes(from, to));
  }

  private pathOf(folder: string, name: string): string {
    return join(this.uploadsDir, 'images', folder, name);
  }

  private placeOf({ area, owner, name }: ImageKey): string {
    return join(this.uploadsDir, area, `user-${owner}`, name);
  }
}

/** Any folder of images/ may be a mount of its own. */
function needsCopy(error: unknown): boolean {
  return isHardLinkUnsupported(error) || errorCode(error) === 'EXDEV';
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one !== null && other !== null && one.ino === other.ino && one.dev === other.dev;
}

async function stat(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}
