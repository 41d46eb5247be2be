import { randomBytes } from 'node:crypto';
import type { BigIntStats, Stats } from 'node:fs';
import { lstat, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { errorCode } from '../../problems/error-code';
import { CallGate } from './call-gate';
import { isAbsence, makeFolder, removeIfThere, syncFolder, writeDurably } from './file-durably';
import { openRegularFile, statRegularFile } from './file-open';
import { StorageError } from './storage-error';
import { type Part, PARTS, StoreMarker } from './store-marker';

export const MARKER_NAME = '.vitrine-store';
const MARKER_BYTES_MAX = 4096;

const Content = z.object({ id: z.string().min(1), volumes: z.array(z.enum(PARTS)).default([]) });
type Content = z.infer<typeof Content>;

/** What a marker of these folders holds: the text of a file. */
export function markerText(content: Content): string {
  return `${JSON.stringify(content)}\n`;
}

/** The id in the marker of these folders, without an installation; null when there is none that can be read. */
export async function markerIdAt(uploadsDir: string): Promise<string | null> {
  return contentOf(join(uploadsDir, MARKER_NAME)).then(({ id }) => id, () => null);
}

/** A hidden file at the top of the folder, and in each part that is a link or on a file system of its own. */
export class FileStoreMarker extends StoreMarker {
  /** What was read, by the path, as long as the file is the same. */
  private readonly known = new Map<string, { readonly version: string; readonly content: Content }>();

  /** Parts that have been there since the server started, or have to be. Thumbnails may go: they are made again. */
  private readonly expected = new Set<Part>();

  constructor(
    private readonly uploadsDir: string,
    private readonly gate: CallGate,
  ) {
    super();
  }

  async read(): Promise<string | null> {
    return this.gate.run('marker', async () => (await this.contentIn(this.uploadsDir))?.id ?? null);
  }

  write(id: string): Promise<void> {
    return this.gate.run('marker', async () => {
      await makeFolder(this.uploadsDir);
      const volumes = await this.volumes();
      for (const part of volumes) await this.writeIn(this.folderOf(part), { id, volumes: [] });
      await this.writeIn(this.uploadsDir, { id, volumes });
    });
  }

  absentParts(): Promise<Part[]> {
    return this.gate.run('marker', async () => {
      const absent: Part[] = [];
      for (const part of PARTS) if (!(await orNull(stat(this.folderOf(part))))) absent.push(part);
      return absent;
    });
  }

  expect(part: Part): void {
    this.expected.add(part);
  }

  unmarkedParts(): Promise<Part[]> {
    return this.gate.run('marker', async () => {
      const marked = (await this.contentIn(this.uploadsDir))?.volumes ?? [];
      return (await this.volumes()).filter((part) => !marked.includes(part));
    });
  }

  markParts(id: string, parts: readonly Part[]): Promise<void> {
    return this.gate.run('marker', async () => {
      const marked = (await this.contentIn(this.uploadsDir))?.volumes ?? [];
      for (const part of parts) await this.writeIn(this.folderOf(part), { id, volumes: [] });
      await this.writeIn(this.uploadsDir, { id, volumes: [...new Set([...marked, ...parts])] });
    });
  }

  verify(id: string): Promise<void> {
    return this.gate.run('marker', async () => {
      const { volumes } = await this.require(this.uploadsDir, id);
      for (const part of PARTS) {
        if (volumes.includes(part)) await this.require(this.folderOf(part), id);
        else await this.requireFolder(part);
      }
    });
  }

  /** A part without a marker of its own. */
  private async requireFolder(part: Part): Promise<void> {
    const folder = this.folderOf(part);
    const stats = await orNull(stat(folder));
    if (stats?.isDirectory()) {
      this.expected.add(part);
      return;
    }
    if (stats) throw new StorageError('STORAGE_UNAVAILABLE', `${folder} is no folder: move it away`);
    if (await orNull(lstat(folder))) throw new StorageError('STORAGE_UNAVAILABLE', `${folder} is a link to nothing: the disk it leads to may be away`);
    if (this.expected.has(part) && part !== 'thumbnails') throw new StorageError('STORAGE_UNAVAILABLE', `${folder} is missing, and was there before: put it back, or make an empty one if it was removed on purpose`);
  }

  private async require(folder: string, id: string): Promise<Content> {
    const content = await this.contentIn(folder);
    if (!content) throw new StorageError('STORAGE_UNAVAILABLE', `${join(folder, MARKER_NAME)} is missing: the disk of ${folder} may be away`);
    if (content.id !== id) throw new StorageError('STORAGE_UNAVAILABLE', `${join(folder, MARKER_NAME)} is of another installation: another disk may be at ${folder}`);
    return content;
  }

  /** Null when there is no marker. */
  private async contentIn(folder: string): Promise<Content | null> {
    const path = join(folder, MARKER_NAME);
    const stats = await orNull(statRegularFile(path));
    if (!stats) return null;
    const [known, version] = [this.known.get(path), versionOf(stats)];
    if (known?.version === version) return known.content;
    const content = await contentOf(path);
    this.known.set(path, { version, content });
    return content;
  }

  private async writeIn(folder: string, content: Content): Promise<void> {
    const path = join(folder, MARKER_NAME);
    const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      await writeDurably(temporary, Buffer.from(markerText(content)));
      await rename(temporary, path);
    } catch (error) {
      await removeIfThere(temporary);
      if (errorCode(error) === 'EISDIR') throw new StorageError('STORAGE_UNAVAILABLE', `${path} is a folder: move it away`, error);
      throw error;
    }
    await syncFolder(folder);
  }

  private async volumes(): Promise<Part[]> {
    const volumes: Part[] = [];
    for (const part of PARTS) if (await isVolume(this.folderOf(part))) volumes.push(part);
    return volumes;
  }

  private folderOf(part: Part): string {
    return join(this.uploadsDir, part);
  }
}

/** A link to a folder, or a mounted file system. */
async function isVolume(folder: string): Promise<boolean> {
  const found = await orNull<Stats>(lstat(folder));
  if (!found) return false;
  if (found.isSymbolicLink()) return (await orNull<Stats>(stat(folder)))?.isDirectory() ?? false;
  return found.dev !== (await stat(dirname(folder))).dev;
}

async function contentOf(path: string): Promise<Content> {
  const file = await openRegularFile(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MARKER_BYTES_MAX), 0, MARKER_BYTES_MAX, 0);
    return Content.parse(JSON.parse(buffer.subarray(0, bytesRead).toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new StorageError('STORAGE_UNAVAILABLE', `${path} is damaged`, error);
    throw error;
  } finally {
    await file.close();
  }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function versionOf({ dev, ino, size, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, ctimeNs].join('-');
}
