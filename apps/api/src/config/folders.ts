import { accessSync, constants, mkdirSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from './config';

const PRIVATE_FOLDER = 0o700;

const ALL_OF_OTHERS = 0o077;

/** From here on, every file and folder that this process makes is its owner's alone, whatever made it. Windows has no such mode. */
export function makeFilesPrivate(): void {
  process.umask(ALL_OF_OTHERS);
}

const NEEDED = constants.R_OK | constants.W_OK | constants.X_OK;

/** What says that a setting is wrong; any other error is one of a disk, which may be well again later. */
const WRONG_SETTING = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG', 'EINVAL']);

/** Makes the folders of the data, if missing. @throws Error with the name of the setting whose folder cannot be used. A full disk is no reason: what is there can still be read and deleted. */
export function prepareDataFolders(config: Config): void {
  for (const [setting, folder] of [
    ['DATA_DIR', config.dataDir],
    ['DATABASE_URL', dirname(config.databaseFile)],
  ] as const) {
    try {
      mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
      accessSync(folder, NEEDED);
    } catch (error) {
      throw notUsable(setting, error);
    }
  }
}

/** Makes the folder of the images, if missing; may take as long as its disk does. @throws Error with the name of the setting when the folder cannot be used, and the error of a disk as it is. */
export async function prepareUploadsFolder({ uploadsDir }: Config): Promise<void> {
  try {
    await mkdir(uploadsDir, { recursive: true, mode: PRIVATE_FOLDER });
    await access(uploadsDir, NEEDED);
  } catch (error) {
    throw WRONG_SETTING.has(codeOf(error)) ? notUsable('UPLOADS_DIR', error) : error;
  }
}

function notUsable(setting: string, error: unknown): Error {
  return new Error(`These settings are wrong:\n  ${setting}: must be a folder that this user may write to, and it is not (${codeOf(error)})`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
