import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config';

const PRIVATE_FOLDER = 0o700;

const ALL_OF_OTHERS = 0o077;

/** From here on, every file and folder that this process makes is its owner's alone, whatever made it. Windows has no such mode. */
export function makeFilesPrivate(): void {
  process.umask(ALL_OF_OTHERS);
}

/** Makes what is missing. @throws Error with the name of the setting whose folder cannot be used. A full disk is no reason: what is there can still be read and deleted. */
export function prepareFolders(config: Config): void {
  for (const [setting, folder] of [
    ['DATA_DIR', config.dataDir],
    ['DATABASE_URL', dirname(config.databaseFile)],
    ['UPLOADS_DIR', config.uploadsDir],
  ] as const) {
    const why = whyNotUsable(folder);
    if (why !== null) throw new Error(`These settings are wrong:\n  ${setting}: must be a folder that this user may write to, and it is not (${why})`);
  }
}

function whyNotUsable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
