import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { decodeSecret } from '../../config/secrets';
import { COMPLETE_NAME, Complete, DATABASE_NAME, Entry, MANIFEST_NAME } from '../backup/backup-format';
import { copyFileDurably, hashFile, readTextFile } from '../hash-file.files';

/** More than the manifest of a million images. */
const TEXT_BYTES_MAX = 256 * 1024 * 1024;
const SECRET_BYTES_MAX = 4096;

/** The folder is no backup that can be trusted. */
export class BackupRefused extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`The backup cannot be restored: ${why}. Nothing was changed.`, options);
  }
}

export interface Contents {
  readonly complete: Complete;
  readonly entries: readonly Entry[];
}

/** A backup to be restored, believed in nothing. */
export class BackupSource {
  private readonly folder: string;
  /** Those of its own folders that are known to be no links. */
  private readonly folders = new Set<string>();

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  /** Copies what `verify` has seen, to a new file that its owner alone can read. @throws BackupRefused when it is not the same any more. */
  async copy(entry: Entry, to: string): Promise<void> {
    const copied = await copyFileDurably(join(this.folder, entry.path), to);
    if (copied?.sha256 !== entry.sha256) throw new BackupRefused(`${entry.path} changed while it was read`);
  }

  /** Reads every byte; what the rows say is not looked at. @throws BackupRefused when one is not as it was, or one is missing. */
  async verify(): Promise<Contents> {
    const complete = await this.readComplete();
    const manifest = await hashFile(join(this.folder, MANIFEST_NAME));
    if (manifest?.sha256 !== complete.manifestSha256) throw new BackupRefused(`${MANIFEST_NAME} is not the one that was written`);
    const entries = await this.readManifest();
    if (entries.length !== complete.files) throw new BackupRefused(`${MANIFEST_NAME} has another number of files than ${COMPLETE_NAME}`);
    if (!entries.some(({ path }) => path === DATABASE_NAME)) throw new BackupRefused(`${DATABASE_NAME} is missing`);
    for (const entry of entries) await this.verifyFile(entry);
    return { complete, entries };
  }

  private async verifyFile(entry: Entry): Promise<void> {
    await this.refuseLinks(dirname(entry.path));
    const found = await hashFile(join(this.folder, entry.path));
    if (!found) throw new BackupRefused(`${entry.path} is missing`);
    if (found.bytes !== entry.bytes || found.sha256 !== entry.sha256) throw new BackupRefused(`${entry.path} is not as it was written`);
    if (entry.path.startsWith('secrets/')) await this.verifySecret(entry.path);
  }

  /** The server would not start with one that it refuses. */
  private async verifySecret(path: string): Promise<void> {
    if (!decodeSecret(await this.textOf(path, SECRET_BYTES_MAX))) throw new BackupRefused(`${path} is a weak secret`);
  }

  /** A folder of the backup that is a link leads out of it. */
  private async refuseLinks(folder: string): Promise<void> {
    if (folder === '.' || this.folders.has(folder)) return;
    await this.refuseLinks(dirname(folder));
    const found = await lstat(join(this.folder, folder)).catch(() => null);
    if (!found?.isDirectory()) throw new BackupRefused(`${folder} is missing, or is no folder`);
    this.folders.add(folder);
  }

  private async readComplete(): Promise<Complete> {
    return read(Complete, COMPLETE_NAME, await this.textOf(COMPLETE_NAME));
  }

  private async readManifest(): Promise<Entry[]> {
    const lines = (await this.textOf(MANIFEST_NAME)).split('\n').filter((line) => line !== '');
    const entries = lines.map((line) => read(Entry, MANIFEST_NAME, line));
    if (new Set(entries.map(({ path }) => path)).size !== entries.length) throw new BackupRefused(`${MANIFEST_NAME} names a file twice`);
    return entries;
  }

  private async textOf(name: string, bytesMax = TEXT_BYTES_MAX): Promise<string> {
    const text = await readTextFile(join(this.folder, name), bytesMax);
    if (text === null) throw new BackupRefused(`${name} is missing, or too long`);
    return text;
  }
}

function read<T extends z.ZodType>(schema: T, name: string, text: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new BackupRefused(`${name} cannot be read`);
    throw error;
  }
}
