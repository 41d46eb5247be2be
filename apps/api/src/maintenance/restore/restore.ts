import type { Config } from '../../config/config';
import { DataLock } from '../../database/data-lock';
import { renewStoreId } from '../../database/store-id';
import { isExplained, systemReason } from '../system-error';
import { BackupRefused, BackupSource, type Contents } from './backup-source.files';
import { Staging } from './staging.files';
import { requireOwnStore } from './own-store.files';
import { verifyDatabase } from './verify-database';
import { exists, finishSwap, journalOf, type Step, writeJournal } from './swap.files';

export interface Restored extends Contents {
  /** An earlier restore was cut short, and is finished now. */
  readonly finishedEarlier: boolean;
  /** Where what was there before is now. */
  readonly aside: readonly string[];
}

/**
 * Replaces an installation by a backup of it, if every byte of the backup is as it was written and nobody uses the data.
 * `acceptStore`: into a folder of images, too, that is not the one of the installation that is replaced.
 */
export async function restore(config: Config, folder: string, now: Date, acceptStore = false): Promise<Restored> {
  const source = new BackupSource(folder);
  const contents = await source.verify();
  const lock = DataLock.exclusive(config.databaseFile);
  try {
    const finishedEarlier = await finishSwap(config.databaseFile);
    if (!acceptStore) await requireOwnStore(config);
    const steps = await stage(config, source, contents, now);
    await finishSwap(config.databaseFile).catch(explainCut);
    return { ...contents, finishedEarlier, aside: await asidesOf(steps) };
  } finally {
    lock.release();
  }
}

/** @throws Error when there is no installation, not even one whose restore was cut: who looks after data does not make it. */
export async function requireData({ databaseFile }: Config): Promise<void> {
  if ((await exists(databaseFile)) || (await exists(journalOf(databaseFile)))) return;
  throw new Error(`There is no database at ${databaseFile}. Is DATA_DIR or DATABASE_URL right?`);
}

/** Finishes what a killed restore began, then holds the data for somebody who works on it. */
export async function enterData(config: Config): Promise<DataLock> {
  const alone = (await exists(journalOf(config.databaseFile))) ? DataLock.exclusive(config.databaseFile) : null;
  try {
    if (alone) await finishSwap(config.databaseFile);
  } finally {
    alone?.release();
  }
  return DataLock.shared(config.databaseFile);
}

/** Nothing that is there changes before the journal is written. */
async function stage(config: Config, source: BackupSource, { complete, entries }: Contents, now: Date): Promise<Step[]> {
  const staging = new Staging(config, String(now.getTime()), complete.secrets);
  try {
    await staging.prepare();
    for (const entry of entries) await staging.take(source, entry);
    await verifyDatabase(staging.databaseFile, { complete, entries });
    await staging.mark(renewStoreId(staging.databaseFile));
    await staging.settle();
  } catch (error) {
    await staging.discard();
    explainRefusal(error);
  }
  const steps = staging.steps;
  await writeJournal(config.databaseFile, steps);
  return steps;
}

function explainRefusal(error: unknown): never {
  const reason = systemReason(error);
  if (reason === null || error instanceof BackupRefused || isExplained(error)) throw error;
  throw new Error(`The backup could not be restored: ${reason}. Nothing was changed.`, { cause: error });
}

function explainCut(error: unknown): never {
  const reason = systemReason(error);
  if (reason === null) throw error;
  throw new Error(`The restore was cut short: ${reason}. The next start of the server, or another restore, finishes it.`, { cause: error });
}

async function asidesOf(steps: readonly Step[]): Promise<string[]> {
  const found = await Promise.all(steps.map(async ({ aside }) => ((await exists(aside)) ? aside : null)));
  return found.filter((aside) => aside !== null);
}
