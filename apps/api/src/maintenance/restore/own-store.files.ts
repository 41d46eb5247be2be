import { join } from 'node:path';
import type { Config } from '../../config/config';
import { storeIdOf } from '../../database/store-id';
import { removeIfThere } from '../../images/storage/file-durably';
import { MARKER_NAME, markerIdAt } from '../../images/storage/file-store-marker';
import { exists } from './swap.files';

/** @throws Error when the folder of images is not the one of the installation that is there: its disk may be away. Nobody else may use the data. */
export async function requireOwnStore({ databaseFile, uploadsDir }: Config): Promise<void> {
  const [expected, found] = [await readStoreId(databaseFile), await markerIdAt(uploadsDir)];
  if (expected === null && found !== null && !(await exists(databaseFile))) {
    throw new Error(
      `${uploadsDir} is marked as the folder of an installation whose database is not at ${databaseFile}. Nothing was changed. If the backup belongs there, add --accept-store.`,
    );
  }
  if (expected === null || found === expected) return;
  throw new Error(
    `${join(uploadsDir, MARKER_NAME)} is missing or of another installation: the disk of ${uploadsDir} may be away. Nothing was changed. If the backup belongs there, add --accept-store.`,
  );
}

/** Leaves no log beside a database that had none. */
async function readStoreId(databaseFile: string): Promise<string | null> {
  const hadLog = await exists(`${databaseFile}-wal`);
  const id = storeIdOf(databaseFile);
  if (!hadLog) for (const end of ['-wal', '-shm']) await removeIfThere(`${databaseFile}${end}`);
  return id;
}
