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
  const unnamed = new Map(files.map((entry) => [entry.path, entry]));
  const lost = new Set(complete.lost);
  const copy = openCopy(file);
  try {
    for await (const row of new MaintenanceRepository(copy).all()) {
      const path = pathOf(keyOf(row));
      const file = unnamed.get(path);
      if (!lost.has(path) && (file?.sha256 !== row.sha256 || file.bytes !== row.bytes)) throw new BackupRefused(`${path} is not what the database names`);
      unnamed.delete(path);
    }
  } finally {
    await copy.destroy();
  }
  for (const path of unnamed.keys()) throw new BackupRefused(`${path} has no row in the database`);
}
