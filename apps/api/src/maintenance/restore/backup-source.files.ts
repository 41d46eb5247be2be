import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { openCopy } from '../../database/copy';
import { MaintenanceRepository } from '../../images/maintenance.repository';
import { keyOf, pathOf } from '../../images/storage/image-key';
import { isAbsence } from '../../images/storage/file-durably';
import { COMPLETE_NAME, Complete, DATABASE_NAME, Entry, MANIFEST_NAME } from '../backup/backup-format';
import { hashFile } from '../hash-file.files';

/** The folder is no backup that can be trusted. */
export class BackupRefused extends Error {
  constructor(why: string) {
    super(`This is no whole backup: ${why}. Nothing was changed.`);
  }
}

export interface Contents {
  readonly complete: Complete;
  readonly entries: readonly Entry[];
}

/** A backup to be restored, believed in nothing. */
export class BackupSource {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  pathOf(entry: Pick<Entry, 'path'>): string {
    return join(this.folder, entry.path);
  }

  /** Reads every byte. @throws BackupRefused when one is not as it was, or one is missing. */
  async verify(): Promise<Contents> {
    const complete = await this.readComplete();
    const manifest = await hashFile(join(this.folder, MANIFEST_NAME));
    if (manifest?.sha256 !== complete.manifestSha256) throw new BackupRefused(`${MANIFEST_NAME} is not the one that was written`);
    const entries = await this.readManifest();
    if (entries.length !== complete.files) throw new BackupRefused(`${MANIFEST_NAME} has another number of files than ${COMPLETE_NAME}`);
    for (const entry of entries) await this.verifyFile(entry);
    await this.verifyRows({ complete, entries });
    return { complete, entries };
  }

  private async verifyFile(entry: Entry): Promise<void> {
    const found = await hashFile(this.pathOf(entry));
    if (!found) throw new BackupRefused(`${entry.path} is missing`);
    if (found.bytes !== entry.bytes || found.sha256 !== entry.sha256) throw new BackupRefused(`${entry.path} is not as it was written`);
  }

  /** Every row has the very bytes it tells of, unless they were lost before the backup. */
  private async verifyRows({ complete, entries }: Contents): Promise<void> {
    const hashes = new Map(entries.map(({ path, sha256 }) => [path, sha256]));
    if (!hashes.has(DATABASE_NAME)) throw new BackupRefused(`${DATABASE_NAME} is missing`);
    const lost = new Set(complete.lost);
    const copy = openCopy(join(this.folder, DATABASE_NAME));
    try {
      for await (const row of new MaintenanceRepository(copy).all()) {
        const path = pathOf(keyOf(row));
        if (!lost.has(path) && hashes.get(path) !== row.sha256) throw new BackupRefused(`${path} is not what the database tells of`);
      }
    } finally {
      await copy.destroy();
    }
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

  private async textOf(name: string): Promise<string> {
    try {
      return await readFile(join(this.folder, name), 'utf8');
    } catch (error) {
      throw isAbsence(error) ? new BackupRefused(`${name} is missing`) : error;
    }
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
