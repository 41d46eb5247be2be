import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isAbsence, makeFolder, syncFolder, writeDurably } from '../../images/storage/file-durably';
import { hashFile } from '../hash-file.files';
import { COMPLETE_NAME, type Complete, DATABASE_NAME, type Entry, MANIFEST_NAME } from './backup-format';

/** The folder a backup is written into, for nobody's eyes but its owner's. */
export class BackupTarget {
  readonly databaseFile: string;
  private readonly folders = new Set<string>();
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
    this.databaseFile = join(this.folder, DATABASE_NAME);
  }

  /** @throws Error when there is something in the folder: a backup never mixes with another. */
  async begin(): Promise<void> {
    await makeFolder(this.folder);
    if ((await readdir(this.folder)).length > 0) throw new Error(`${this.folder} is not empty. A backup wants a folder of its own.`);
  }

  async write(path: string, bytes: Uint8Array): Promise<Entry> {
    const full = join(this.folder, path);
    await this.folderOf(full);
    await writeDurably(full, bytes);
    return { path, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  /** Takes the database's copy, as it lies there now, for good. */
  async takeDatabase(): Promise<Entry> {
    const file = await open(this.databaseFile, 'r+');
    await file.sync().finally(() => file.close());
    const hashed = await hashFile(this.databaseFile);
    if (!hashed) throw new Error('The copy of the database went away while it was read.');
    return { path: DATABASE_NAME, ...hashed };
  }

  /** The manifest, then every folder, and last of all what makes it a backup. */
  async complete(entries: readonly Entry[], facts: Omit<Complete, 'manifestSha256' | 'files' | 'bytes'>): Promise<Complete> {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const { sha256: manifestSha256 } = await this.write(MANIFEST_NAME, Buffer.from(lines));
    for (const folder of this.folders) await syncFolder(folder);
    await syncFolder(this.folder);
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const complete: Complete = { ...facts, manifestSha256, files: entries.length, bytes };
    await this.write(`${COMPLETE_NAME}.tmp`, Buffer.from(`${JSON.stringify(complete, null, 2)}\n`));
    await rename(join(this.folder, `${COMPLETE_NAME}.tmp`), join(this.folder, COMPLETE_NAME));
    await syncFolder(this.folder);
    return complete;
  }

  private async folderOf(full: string): Promise<void> {
    const folder = dirname(full);
    if (this.folders.has(folder)) return;
    await makeFolder(folder);
    this.folders.add(folder);
  }
}

/** The keys of an installation, by their names. */
export async function keysOf(dataDir: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = join(dataDir, 'secrets');
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsence(error)) return [];
    throw error;
  });
  const keys = names.filter((name) => /^[a-z]+-[0-9]+\.key$/.test(name)).sort();
  return new Map(await Promise.all(keys.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}
