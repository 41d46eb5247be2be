import { openCopy } from '../../database/copy';
import { UnknownSchema } from '../../database/migrate';
import { CopyRefused, verifyCopy } from '../../database/verify-copy';
import { MaintenanceRepository } from '../../images/maintenance.repository';
import { keyOf, pathOf } from '../../images/storage/image-key';
import { BackupRefused, type Contents } from './backup-source.files';

const IMAGE_PATH = /^(?:images|trash)\//;

/**
 * Checks the copy of a backup's database that will be put in place, and brings its tables up to date. The copy and not
 * the original: a log that lies beside the original would change what is read, and not what is restored.
 * @throws BackupRefused
 */
export async function verifyDatabase(file: string, contents: Contents): Promise<void> {
  try {
    await verifyCopy(file);
  } catch (error) {
    if (error instanceof CopyRefused || error instanceof UnknownSchema) throw new BackupRefused(error.message, { cause: error });
    throw error;
  }
  await verifyFiles(file, contents);
}

/** Every row has the very bytes it names, unless they were lost before the backup, and every file has a row. */
async function verifyFiles(file: string, { complete, entries }: Contents): Promise<void> {
  const files = entries.filter(({ path }) => IMAGE_PATH.test(path));
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const lost = new Set(complete.lost);
  const copy = openCopy(file);
  try {
    for await (const row of new MaintenanceRepository(copy).all()) {
      const path = pathOf(keyOf(row));
      if (!lost.has(path) && hashes.get(path) !== row.sha256) throw new BackupRefused(`${path} is not what the database names`);
      hashes.delete(path);
    }
  } finally {
    await copy.destroy();
  }
  for (const path of hashes.keys()) throw new BackupRefused(`${path} has no row in the database`);
}
